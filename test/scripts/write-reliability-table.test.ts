import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { faultMatrix } from '../../scripts/fault-matrix.ts';
import { findNamedTests, reliabilityDocs, renderTable, withTable } from '../../scripts/write-reliability-table.ts';

describe('docs/reliability.md', () => {
  it('shows the tests that name a fault (made anew by `node scripts/write-reliability-table.ts`)', async () => {
    const page = await readFile(reliabilityDocs, 'utf8');
    expect(page).toBe(withTable(page, renderTable(await findNamedTests())));
  });

  it('has a row for every number', () => {
    const numbers = Array.from({ length: 141 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`);
    expect(faultMatrix.map(({ row }) => row)).toEqual(numbers);
  });

  it('knows every row that a test names', async () => {
    const known = new Set(faultMatrix.map(({ row }) => row));
    const named = (await findNamedTests()).flatMap(({ rows }) => rows);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((row) => !known.has(row))).toEqual([]);
  });
});
