import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { anyRefusal, outcomes } from '../../../functions/adapters/x/answers/outcomes.ts';
import { ownOutcomes } from '../../../functions/adapters/x/answers/own-outcomes.ts';
import { failureCodes } from '../../../functions/domain/failure-codes.ts';

const root = join(import.meta.dirname, '../../..');

describe('failureCodes', () => {
  it('explains every code that the domain and the triggers give', () => {
    const explained = new Set([
      ...Object.keys(failureCodes),
      ...Object.keys(ownOutcomes),
      ...[...outcomes, anyRefusal].map(({ verdict }) => verdict.code),
    ]);
    const given = globSync('functions/{domain,triggers}/**/*.ts', { cwd: root }).flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      const thrown = source.matchAll(/new \w+Error\(\s*(?:'[a-z-]+',\s*)?'([A-Z][A-Z0-9_]+)'/g);
      const written = source.matchAll(/\bcode: '([A-Z][A-Z0-9_]+)'/g);
      return [...thrown, ...written].map(([, code = '']) => code);
    });
    expect(given.length).toBeGreaterThan(30);
    // Warnings say what they mean where they stand.
    const warnings = new Set(['BARE_DOMAIN', 'ALT_TEXT_OF_VIDEO']);
    expect([...new Set(given)].filter((code) => !explained.has(code) && !warnings.has(code))).toEqual([]);
  });
});
