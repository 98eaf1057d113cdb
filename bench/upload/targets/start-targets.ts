import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Traffic } from '../measurement.ts';
import type { Ask, Ready, Told } from './protocol.ts';

export interface RunningTargets extends Ready {
  /** What was counted since the last call; from now on each answer waits as asked. */
  turn(ask: Ask): Promise<Traffic>;
  close(): void;
}

/** The targets for that folder of media, in a process of their own. */
export async function startTargets(folder: string): Promise<RunningTargets> {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [folder]);
  const [ready] = (await once(child, 'message')) as [Ready];
  return {
    ...ready,
    async turn(ask) {
      const told = once(child, 'message') as Promise<[Told]>;
      child.send(ask);
      return (await told)[0].traffic;
    },
    close: () => child.disconnect(),
  };
}
