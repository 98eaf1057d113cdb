import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../../../functions/config/parse-config.ts';
import { findKeyFault } from '../../../../functions/triggers/webhook/find-key-fault.ts';

const { drops } = parseConfig({
  accounts: { main: {}, press: {} },
  drops: [
    { prefix: 'main/', account: 'main' },
    { prefix: 'main/press/', account: 'press' },
  ],
});

describe('findKeyFault', () => {
  it.each([
    { key: 'main/a.jpg', account: 'main' },
    { key: 'main/deep/down/a b+c%20.jpg', account: 'main' },
    { key: 'main/press/a.jpg', account: 'press' },
    { key: 'main/a..b...jpg', account: 'main' },
    { key: `main/${'ü'.repeat(509)}`, account: 'main' },
  ])('finds none with $key for $account', ({ key, account }) => {
    expect(findKeyFault(key, account, drops)).toBeUndefined();
  });

  it.each([
    { case: 'the more particular folder of another account', key: 'main/press/a.jpg', fault: 'lies in no drop folder' },
    { case: 'no folder at all', key: 'a.jpg', fault: 'lies in no drop folder' },
    { case: 'a climb', key: 'main/../main/a.jpg', fault: 'must be folders and a file name' },
    { case: 'a step on the spot', key: 'main/./a.jpg', fault: 'must be folders and a file name' },
    { case: 'an empty name', key: 'main//a.jpg', fault: 'must be folders and a file name' },
    { case: 'no name', key: 'main/', fault: 'must be folders and a file name' },
    { case: 'a delete character', key: 'main/a\u007f.jpg', fault: 'holds control characters' },
    { case: 'a next-line character', key: 'main/a\u0085.jpg', fault: 'holds control characters' },
    { case: '1,025 bytes', key: `main/${'ü'.repeat(510)}`, fault: 'is 1025 bytes long' },
  ])('says of $case: $fault', ({ key, fault }) => {
    expect(findKeyFault(key, 'main', drops)).toContain(fault);
  });
});
