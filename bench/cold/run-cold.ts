import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { ColdFigures, ColdOrder } from './cold-process.ts';

const program = fileURLToPath(new URL('cold-process.ts', import.meta.url));

/**
 * What the order took in a process that has just started.
 *
 * @throws Error with the end of what the process said, when it failed
 */
export async function runCold(order: ColdOrder, environment: Readonly<Record<string, string>>): Promise<ColdFigures> {
  const child = fork(program, [JSON.stringify(order)], { env: { ...environment }, silent: true });
  let figures: ColdFigures | undefined;
  let said = '';
  child.on('message', (message) => {
    figures = message as ColdFigures;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-4_000);
    });
  }
  await once(child, 'close');
  if (figures === undefined) throw new Error(`${order.module} did not finish: ${said}`);
  return figures;
}
