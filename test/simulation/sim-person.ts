import { cancel } from '../../functions/domain/cancel.ts';
import { CommandRefusedError } from '../../functions/domain/errors.ts';
import type { OperatePorts } from '../../functions/domain/operate-ports.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { redrive } from '../../functions/domain/redrive.ts';
import { settleByHand, type Verdict } from '../../functions/domain/settle-by-hand.ts';
import type { SettlePorts } from '../../functions/domain/settle-posted.ts';
import type { LogStore } from './sim-log.ts';
import type { SimX } from './sim-x.ts';

type PersonPorts = OperatePorts & SettlePorts;

/** Runs a command as a person does: a refusal is read, and that is that. */
async function command(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof CommandRefusedError)) throw error;
  }
}

export async function cancelRow(id: string, ports: PersonPorts): Promise<void> {
  await command(() => cancel(id, ports));
}

/** Sends a failed row again, unless nobody knows whether X has its post. */
export async function redriveRow(id: string, ports: PersonPorts): Promise<void> {
  const row = await ports.log.publication(id);
  if (row?.failure?.code !== 'OUTCOME_UNKNOWN') await command(() => redrive(id, ports));
}

/** Looks on X, with more than a machine can know, and settles the row by what is there. */
export async function settleRow(row: Publication, x: SimX, log: LogStore, ports: PersonPorts): Promise<void> {
  await command(() => settleByHand(row.id, lookOnX(row, x, log), ports));
}

/** Settles a row that the machine may still be looking for, where its post is there to be seen. */
export async function settleAsPosted(id: string, x: SimX, log: LogStore, ports: PersonPorts): Promise<void> {
  const row = await ports.log.publication(id);
  const verdict = row === undefined ? undefined : lookOnX(row, x, log);
  if (verdict?.outcome === 'posted') await command(() => settleByHand(id, verdict, ports));
}

function lookOnX({ id, account, post: wanted, attempts }: Publication, x: SimX, log: LogStore): Verdict {
  const own = x.posts.find((post) => {
    if (post.account !== account || !isFree(post.postId, id, log)) return false;
    if (wanted?.media.length !== 0) return post.shows.some((name) => name.startsWith(`${id}-`));
    return post.shows.length === 0 && post.text === wanted.text && post.replyTo === wanted.replyTo;
  });
  if (own !== undefined) return { outcome: 'posted', postId: own.postId };
  // What X refuses as a duplicate time and again is not worth another try.
  return { outcome: 'not-posted', sendAgain: attempts.length < 4 };
}

function isFree(postId: string, id: string, log: LogStore): boolean {
  const owner = log.claimOf(postId);
  return owner === undefined || owner === id;
}
