import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { TurnOrder } from './contender/main.ts';
import type { OwnFigures } from './measurement.ts';

/**
 * What the job cost one contender, in a fresh process.
 *
 * @param program as `buildContenders` made it
 * @param nodeOptions for the process, as in `--cpu-prof`
 * @throws Error with the end of what the process said, when it failed
 */
export async function takeTurn(
  program: string,
  order: TurnOrder,
  nodeOptions: readonly string[] = [],
): Promise<OwnFigures> {
  const child = fork(program, [JSON.stringify(order)], { execArgv: [...nodeOptions], silent: true });
  let figures: OwnFigures | undefined;
  let said = '';
  child.on('message', (message) => {
    figures = message as OwnFigures;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    if (process.env['SAY']) process.stderr.write(chunk);
    said = `${said}${chunk.toString()}`.slice(-4000);
  });
  await once(child, 'close');
  if (figures === undefined) throw new Error(`${order.contender} did not finish its turn: ${said}`);
  return figures;
}
