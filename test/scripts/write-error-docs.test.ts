import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { errorDocs, renderErrorDocs } from '../../scripts/write-error-docs.ts';

describe('docs/errors.md', () => {
  it('shows the tables by which the X adapter judges (made anew by `node scripts/write-error-docs.ts`)', async () => {
    expect(await readFile(errorDocs, 'utf8')).toBe(renderErrorDocs());
  });
});
