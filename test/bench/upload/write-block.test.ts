import { describe, expect, it } from 'vitest';

import { replaceBlock } from '../../../bench/upload/report/write-block.ts';
import { ConfigError } from '../../../functions/domain/errors.ts';

const page = 'Before\n<!-- bench: upload -->\nold\n<!-- end of bench: upload -->\nAfter\n';

describe('replaceBlock', () => {
  it('replaces what stands between the marks, and nothing else', () => {
    expect(replaceBlock(page, 'upload', 'new\n')).toBe(
      'Before\n<!-- bench: upload -->\n\nnew\n\n<!-- end of bench: upload -->\nAfter\n',
    );
  });

  it('can be done again', () => {
    const once = replaceBlock(page, 'upload', 'new\n');
    expect(replaceBlock(once, 'upload', 'new\n')).toBe(once);
  });

  it('refuses a block that the page does not have', () => {
    expect(() => replaceBlock(page, 'cold', 'new\n')).toThrow(ConfigError);
  });
});
