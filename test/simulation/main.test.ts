import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

const PATIENCE_MS = 120_000;

function simulate(...options: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...options], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the command that simulates', { timeout: PATIENCE_MS }, () => {
  it('tells what was run, and ends with 0 when nothing was found', () => {
    expect(simulate('--seeds', '5', '--from', '3')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^5 seeds in .*\n.*triggers became.*\n(?:.*\n)*nothing found\n$/),
    });
  });

  it('prints the rule, the schedule and the way to replay it when something was found, and ends with 1', () => {
    const { status, stderr } = simulate('--seeds', '2', '--mutant', 'the newest row goes first');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^seed 1:\n {2}order: /);
    expect(stderr).toMatch(/the schedule of seed 1:\n\d+\.\d{3} /);
    expect(stderr).toContain("npm run simulate -- --seed 1 --trace --mutant 'the newest row goes first'");
  });

  it('prints all that happens in one world', () => {
    const { stdout } = simulate('--seed', '7', '--trace');
    expect(stdout).toMatch(/\d+\.\d{3} 1\. intake of t\d\/1 starts\n/);
    expect(stdout).toContain('the faults are over');
  });

  it('gives its summary as JSON', () => {
    expect(JSON.parse(simulate('--seeds', '3', '--json').stdout)).toMatchObject({ seeds: 3, failures: [] });
  });

  it.each([
    { case: 'an option it does not know', options: ['--sead', '3'], message: "Unknown option '--sead'" },
    { case: 'a number that is none', options: ['--seeds', 'many'], message: '--seeds takes a whole number, got many' },
    { case: 'a scenario it does not know', options: ['--scenario', 'calm'], message: 'standard, late; got calm' },
    { case: 'a trace of many seeds', options: ['--trace'], message: '--trace needs --seed' },
  ])('refuses $case with 2', ({ options, message }) => {
    expect(simulate(...options)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});
