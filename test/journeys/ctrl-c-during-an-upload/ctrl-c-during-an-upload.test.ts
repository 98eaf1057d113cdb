import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox } from '../sandbox.ts';

describe('Ctrl-C during an upload', () => {
  it(
    'finishes the post in hand and begins no other; pressed twice it leaves at once; nothing is lost',
    {
      timeout: 90_000,
    },
    async () => {
      const sandbox = await startSandbox();
      const machine = new Machine(temporaryFolder(), sandbox.url, {
        accounts: { main: { driver: 'v2' } },
        drops: [{ prefix: '', account: 'main', settleSeconds: 0 }],
      });
      await sandbox.fault('slow', { endpoint: 'v2.media', nth: 1 }, { delayAnswerMs: 1_500 });
      let engine = await machine.start();
      for (const i of [1, 2, 3]) machine.drop(`${i}.png`, makePng(i));
      await expect.poll(async () => sandbox.acted('slow'), { timeout: 30_000, interval: 20 }).toBe(1);
      expect(await engine.kill('SIGINT')).toEqual({ code: 0, signal: null });
      expect(engine.stderr()).toContain('finishing what is in flight');
      expect(await sandbox.posts()).toHaveLength(1);

      await sandbox.fault('stuck', { endpoint: 'v2.media' }, { hold: true });
      engine = await machine.start();
      await expect.poll(async () => sandbox.acted('stuck'), { timeout: 30_000, interval: 20 }).toBe(1);
      void engine.kill('SIGINT');
      await expect.poll(() => engine.stderr(), { timeout: 10_000 }).toContain('press Ctrl-C again');
      expect(await engine.kill('SIGINT')).toEqual({ code: 130, signal: null });
      await sandbox.endFault('stuck');
      expect(await sandbox.posts()).toHaveLength(1);

      engine = await machine.start();
      const states = async () => (await engine.rows()).map(({ state }) => state);
      await expect.poll(states, { timeout: 30_000 }).toEqual(['posted', 'posted', 'posted']);
      expect(await sandbox.posts()).toHaveLength(3);
    },
  );
});
