import { setTimeout as wait } from 'node:timers/promises';

import type { Ruled } from '../control/control-route.ts';
import type { Reply } from '../http/endpoint.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Fault } from './fault-book.ts';
import { faultyReply, withoutIds } from './faulty-replies.ts';

/** How a request ends. Without a reply the connection is destroyed; `truncated` sends half of the body first. */
export interface Outcome {
  readonly reply: Reply | undefined;
  readonly truncated: boolean;
}

const CUT: Outcome = { reply: undefined, truncated: false };

/** Does the work of a call as far as the fault lets it, and spoils the answer as it says. */
export async function playFault(
  fault: Fault,
  exchange: Exchange,
  ruled: Ruled,
  work: () => Promise<Reply>,
): Promise<Outcome> {
  const { action } = fault;
  exchange.notes.push(`fault ${fault.id}: ${Object.keys(action).join(', ')}`);
  if (action.delayMs !== undefined) await wait(action.delayMs);
  if (action.cut === 'before') return CUT;
  const instead = faultyReply(action, exchange.name, ruled.world, exchange.caller);
  if (action.lateCommitMs !== undefined) {
    postpone(action.lateCommitMs, ruled, work);
    return instead === undefined ? CUT : { reply: instead, truncated: false };
  }
  const skipped = instead !== undefined && action.work === 'skip';
  const done = skipped ? instead : await finish(work, ruled);
  return spoil(fault, instead ?? done, ruled);
}

/** The work, on disk. */
async function finish(work: () => Promise<Reply>, { world }: Ruled): Promise<Reply> {
  const reply = await work();
  world.journal.flush();
  return reply;
}

function postpone(delayMs: number, ruled: Ruled, work: () => Promise<Reply>): void {
  const run = async (): Promise<void> => {
    await finish(work, ruled);
  };
  ruled.world.lateWork.postpone(delayMs, ruled.world.now(), run, ruled.reportBug);
}

async function spoil({ id, action }: Fault, reply: Reply, { world }: Ruled): Promise<Outcome> {
  if (action.delayAnswerMs !== undefined) await wait(action.delayAnswerMs);
  if (action.hold === true) await world.faults.held(id);
  if (action.cut === 'after') return CUT;
  return { reply: action.withoutId === true ? withoutIds(reply) : reply, truncated: action.truncate === true };
}
