import { describe, expect, it } from 'vitest';

import { findQuotingTests, readPage, testsOf, withSeedTable } from '../../scripts/write-seed-table.ts';
import { quotedIn, sentences } from '../sandbox/seeds/sentences.ts';

const tests = findQuotingTests();

describe('the tests that quote the documents', () => {
  it('quote every sentence that states a behaviour', () => {
    const unquoted = sentences.filter(
      (sentence) => sentence.untested === undefined && testsOf(sentence, tests).length === 0,
    );
    expect(unquoted).toEqual([]);
  });

  it('quote nothing that the documents do not say', () => {
    const invented = tests.flatMap(({ file, quotes }) =>
      quotes.filter((quote) => {
        const own = sentences.filter(({ document }) => quotedIn[file]?.includes(document) === true);
        return !own.some(({ says }) => says.includes(quote) || quote.includes(says));
      }),
    );
    expect(invented).toEqual([]);
  });
});

describe('docs/sandbox.md', () => {
  it('shows which test quotes which sentence (made anew by `node scripts/write-seed-table.ts`)', () => {
    expect(readPage()).toBe(withSeedTable(readPage()));
  });
});
