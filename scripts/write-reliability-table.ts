import { glob, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { faultMatrix, type Fault } from './fault-matrix.ts';

/** Where the page stands. */
export const reliabilityDocs = new URL('../docs/reliability.md', import.meta.url);

const root = new URL('..', import.meta.url);
const BEGIN = '<!-- Made by `node scripts/write-reliability-table.ts` from the titles of the tests. Do not edit. -->';
const END = '<!-- End of what is made. -->';

interface NamedTest {
  readonly rows: readonly string[];
  readonly title: string;
  readonly file: string;
}

/** A title, or a case of a table, that begins with the rows it proves: `F12, F14: …`. */
const TITLE = /(?<quote>['"`])(?<rows>F\d{2,3}(?:, F\d{2,3})*): (?<title>(?:\\.|(?!\k<quote>)[^\\\n])*)\k<quote>/g;

const SUITE = /describe(?:\.each\([^)]*\))?\((?<quote>['"`])(?<title>(?:\\.|(?!\k<quote>)[^\\\n])*)\k<quote>/g;

/** Every test that names a row of the matrix, by file. */
export async function findNamedTests(): Promise<readonly NamedTest[]> {
  const files: string[] = [];
  for await (const file of glob('test/**/*.test.ts', { cwd: fileURLToPath(root) })) files.push(file);
  const found = await Promise.all(
    files.toSorted().map(async (file) => namedIn(file, await readFile(new URL(file, root), 'utf8'))),
  );
  return found.flat();
}

function namedIn(file: string, source: string): readonly NamedTest[] {
  const suites = [...source.matchAll(SUITE)];
  return Array.from(source.matchAll(TITLE), ({ groups = {}, index }) => {
    const suite = suites.findLast((one) => one.index < index)?.groups?.['title'] ?? '';
    const title = `${suite} ${groups['title'] ?? ''}`.trim().replaceAll(/\\(.)/g, '$1');
    return { rows: (groups['rows'] ?? '').split(', '), title, file };
  });
}

/** What the page's table has to be, from its first line to its last. */
export function renderTable(tests: readonly NamedTest[]): string {
  const proofs = new Map(faultMatrix.map(({ row }) => [row, tests.filter(({ rows }) => rows.includes(row))]));
  const open = faultMatrix.filter(({ row }) => (proofs.get(row) ?? []).length === 0);
  const groups = [...new Set(faultMatrix.map(({ group }) => group))];
  return [
    BEGIN,
    '',
    `${faultMatrix.length - open.length} of ${faultMatrix.length} rows have a test that names them.`,
    ...groups.flatMap((group) => renderGroup(group, proofs)),
    '',
    '### Open',
    '',
    open.length === 0 ? 'None.' : 'No test names these rows yet:',
    '',
    ...open.map(({ row, fault, ends }) => `- ${row}: ${fault} (${ends})`),
    ...(open.length === 0 ? [] : ['']),
    END,
  ].join('\n');
}

function renderGroup(group: string, proofs: ReadonlyMap<string, readonly NamedTest[]>): readonly string[] {
  const rows = faultMatrix.filter((fault) => fault.group === group);
  return [
    '',
    `### ${group}`,
    '',
    '| Row | What goes wrong | What is left | Tests |',
    '|---|---|---|---|',
    ...rows.map((fault) => renderRow(fault, proofs.get(fault.row) ?? [])),
  ];
}

function renderRow({ row, fault, ends }: Fault, tests: readonly NamedTest[]): string {
  const shown = tests.map(({ title, file }) => `${escape(title)} ([${nameOf(file)}](../${file}))`);
  return `| ${row} | ${fault} | ${ends} | ${shown.length === 0 ? '**open**' : shown.join('<br>')} |`;
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace('.test.ts', '');
}

function escape(title: string): string {
  return title.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

/** The page with its table made anew; what stands around the table stays. */
export function withTable(page: string, table: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end === -1) throw new Error(`docs/reliability.md has lost the lines around its table`);
  return page.slice(0, begin) + table + page.slice(end + END.length);
}

if (import.meta.main) {
  const page = await readFile(reliabilityDocs, 'utf8');
  await writeFile(reliabilityDocs, withTable(page, renderTable(await findNamedTests())));
}
