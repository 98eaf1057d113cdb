import { describe, expect, it } from 'vitest';

describe('the toolchain', () => {
  it('runs the tests on the Node 24 that the project pins, whatever the machine has', () => {
    expect(process.versions.node).toMatch(/^24\./);
  });
});
