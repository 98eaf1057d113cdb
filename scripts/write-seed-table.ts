import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { type Sentence, documents, quotedIn, sentences } from '../test/sandbox/seeds/sentences.ts';

const SEEDS = new URL('../test/sandbox/seeds/', import.meta.url);
const PAGE = new URL('../docs/sandbox.md', import.meta.url);
const START = '<!-- seed table: made by `node scripts/write-seed-table.ts`, do not edit -->';
const END = '<!-- end of the seed table -->';

/** A test whose title quotes a document. */
export interface QuotingTest {
  readonly file: string;
  readonly title: string;
  /** What stands between its double quotes. */
  readonly quotes: readonly string[];
}

/** The tests of test/sandbox/seeds/ whose titles begin with a quote, in order of files and lines. */
export function findQuotingTests(): readonly QuotingTest[] {
  return Object.keys(quotedIn).flatMap((file) => {
    const source = readFileSync(new URL(file, SEEDS), 'utf8');
    return [...source.matchAll(/(?<=[\s([])'("(?:[^'\\\n]|\\.)*)'/g)].map(([, literal = '']) => {
      // Titles of tables of tests end in a placeholder.
      const title = literal.replaceAll(String.raw`\'`, "'").replace(' (%s)', '');
      return { file, title, quotes: [...title.matchAll(/"([^"]+)"/g)].map(([, quote = '']) => quote) };
    });
  });
}

/** The tests that quote that sentence or its stating part, of the files that speak for its document. */
export function testsOf({ document, says }: Sentence, tests: readonly QuotingTest[]): readonly QuotingTest[] {
  return tests.filter(
    ({ file, quotes }) =>
      quotedIn[file]?.includes(document) === true &&
      quotes.some((quote) => says.includes(quote) || quote.includes(says)),
  );
}

/** The part of docs/sandbox.md between the two markers, markers included. */
export function renderSeedTable(): string {
  const tests = findQuotingTests();
  const tables = Object.entries(documents).map(([key, name]) => {
    const rows = sentences.filter(({ document }) => document === key).map((sentence) => row(sentence, tests));
    return [`### ${name}`, '', '| Sentence | Test |', '|---|---|', ...rows].join('\n');
  });
  return [START, ...tables, END].join('\n\n');
}

/** The page with the table as it is now; appended when the page has no markers. */
export function withSeedTable(page: string): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < 0)
    return `${page.trimEnd()}\n\n## What the documents say, and the test of it\n\n${INTRODUCTION}\n\n${renderSeedTable()}\n`;
  return `${page.slice(0, start)}${renderSeedTable()}${page.slice(end + END.length)}`;
}

const INTRODUCTION = `The sandbox plays what these pages of X's documentation say. Each sentence that states a behaviour stands in the title of a
test, whole or with its stating part. Where a title is not just the sentence, it is given. The tests are in
[test/sandbox/seeds](../test/sandbox/seeds).`;

/** The page as it is on disk; a heading alone where there is none yet. */
export function readPage(): string {
  return existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# The X sandbox\n';
}

function row(sentence: Sentence, tests: readonly QuotingTest[]): string {
  const note = sentence.note === undefined ? '' : ` *(${sentence.note})*`;
  return `| ${escape(sentence.says)}${note} | ${sentence.untested ?? cell(sentence, testsOf(sentence, tests))} |`;
}

function cell({ says }: Sentence, tests: readonly QuotingTest[]): string {
  const whole = tests.filter(({ title }) => title === `"${says}"`);
  const shown = whole.length > 0 ? whole : tests;
  const places = shown.map(({ file, title }) => {
    const link = `[${file.replace('.test.ts', '')}](../test/sandbox/seeds/${file})`;
    return title === `"${says}"` ? link : `${link}: ${escape(title)}`;
  });
  return [...new Set(places)].join('; ');
}

function escape(text: string): string {
  return text.replaceAll(/[|<`]/g, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`));
}

if (import.meta.main) writeFileSync(PAGE, withSeedTable(readPage()));
