import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { Report } from '../../../bench/upload/report/render-report.ts';

const main = fileURLToPath(new URL('../../../bench/main.ts', import.meta.url));

async function bench(...argv: string[]): Promise<{ code: number; output: string; progress: string }> {
  const child = spawn(process.execPath, [main, ...argv]);
  let output = '';
  let progress = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (progress += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output, progress };
}

describe('npm run bench', () => {
  it('names its commands when none is given', async () => {
    const { code, output } = await bench();
    expect(code).toBe(0);
    expect(output).toMatch(/^ {2}upload /m);
  });

  it.each([
    { case: 'a command that does not exist', argv: ['download'], says: 'there is no bench "download"' },
    { case: 'an option that does not exist', argv: ['upload', '--fast'], says: '--fast' },
    { case: 'an item that does not exist', argv: ['upload', '--items', 'tiff'], says: 'there is no item "tiff"' },
  ])('refuses $case in one line', async ({ argv, says }) => {
    const { code, output, progress } = await bench(...argv);
    expect(code).toBe(1);
    expect(output).toBe('');
    expect(progress).toContain(says);
    expect(progress.trimEnd()).not.toContain('\n');
  });

  it('shows the options of a command', async () => {
    const { output } = await bench('upload', '--help');
    expect(output).toContain('--latencies');
  });
});

describe('npm run bench -- upload --quick', () => {
  it(
    'proves on the sandbox that each contender posts, and compares what the job takes',
    { timeout: 240_000 },
    async () => {
      const { code, output, progress } = await bench('upload', '--quick', '--json');
      expect(progress).toContain('tav-v1 posted 200 KB jpeg, 2 MB gif, 9 MB mp4 on the sandbox');
      expect(progress).toContain('ours-v2 posted 200 KB jpeg, 2 MB gif, 9 MB mp4 on the sandbox');
      expect(code).toBe(0);
      const { cells, comparisons } = JSON.parse(output) as Report;
      expect(cells).toHaveLength(12);
      expect(comparisons.map(({ item, contender, peer }) => `${item}: ${contender} beside ${peer}`)).toEqual(
        ['jpeg', 'small-gif', 'small-video'].flatMap((item) => [
          `${item}: ours-v1 beside tav-v1`,
          `${item}: ours-v2 beside tav-v2`,
        ]),
      );
      for (const { wall, cpu, peak } of comparisons) {
        for (const ratio of [wall, cpu, peak]) expect(ratio).toBeGreaterThan(0);
      }
      const requests = Object.fromEntries(
        cells.map(({ item, contender, storeRequests, xRequests }) => [
          `${item} ${contender}`,
          [storeRequests, xRequests],
        ]),
      );
      // A photo: one GET, one upload, one post. The peer opens, appends and closes in calls of their own.
      expect(requests).toMatchObject({ 'jpeg ours-v1': [1, 2], 'jpeg ours-v2': [1, 2], 'jpeg tav-v1': [1, 4] });
      // 9 MB are three chunks of 4 MiB, or nine of 1 MiB; INIT, FINALIZE and the post beside them.
      expect(requests).toMatchObject({ 'small-video ours-v1': [3, 6], 'small-video tav-v1': [1, 12] });
      expect(requests['small-video ours-v2']?.[1]).toBe(12);
    },
  );
});
