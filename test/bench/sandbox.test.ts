import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runSandbox } from '../../bench/sandbox/command.ts';
import { measurePosts } from '../../bench/sandbox/measure-posts.ts';
import { measureUpload } from '../../bench/sandbox/measure-upload.ts';
import { type SandboxProcess, startSandboxProcess } from '../../bench/sandbox/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.close());

describe('npm run bench -- sandbox', () => {
  it('posts each way as often as asked', async () => {
    const figures = await measurePosts(sandbox, { posts: 10, rounds: 2, inFlight: 2 });
    expect(figures.map(({ way }) => way)).toEqual([
      'v1.1 statuses/update',
      'v2 tweets',
      expect.stringContaining('v1.1 statuses/update_with_media'),
    ]);
    for (const { perSecond } of figures) {
      expect(perSecond).toHaveLength(2);
      expect(Math.min(...perSecond)).toBeGreaterThan(0);
    }
  });

  it('uploads as much as asked', async () => {
    const { bytes, seconds } = await measureUpload(sandbox, 12);
    expect([bytes, seconds > 0]).toEqual([12 * 1024 * 1024, true]);
  });

  it.each([
    { case: 'an option it does not know', argv: ['--colour'], says: /--colour.*--help lists the options/s },
    { case: 'no number', argv: ['--posts', 'many'], says: /--posts must be a whole number from 1 up, not "many"/ },
  ])('says so when it is given $case', async ({ argv, says }) => {
    await expect(runSandbox(argv)).rejects.toThrow(says);
  });
});
