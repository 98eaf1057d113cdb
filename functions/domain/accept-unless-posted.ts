import { createHash } from 'node:crypto';

import type { Acceptance } from './accept-post.ts';
import type { AcceptPorts } from './accept-row.ts';
import { StoreUnavailableError } from './errors.ts';
import { newPublication } from './new-publication.ts';
import type { Post } from './post.ts';
import { isFinal } from './publication-state.ts';
import type { ContentMark, Publication } from './publication.ts';
import { sendHint } from './send-hint.ts';

/** So long a create that looks the same is taken for the same one, sent again by a client that heard nothing. */
const SAME_FOR_MS = 15 * 60_000;
/** Each try is lost to another create of the same content, and ends in adopting it: one is enough but for bad luck. */
const MAX_TRIES = 5;

/** A create of a client that may send it again under another name. */
export interface Create {
  /** From `publicationId`: the same for the same call alone. */
  readonly id: string;
  readonly account: string;
  /** From `printOf`: the same for all that would look the same. */
  readonly print: string;
}

/** `posted`: another call made that very post a short while ago. `adopted`: another call is making it. */
export interface Taken {
  readonly how: 'new' | 'repeated' | 'adopted' | 'posted';
  readonly publication: Publication;
}

/**
 * What makes a create the same as another: text, reply target, what it shows.
 *
 * @param media one stable name each: the id on X, or the hash of the bytes
 */
export function printOf({ text, replyTo = '', attachmentUrl = '' }: Post, media: readonly string[]): string {
  const parts = [text.normalize('NFC'), replyTo, attachmentUrl, ...media];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * The row of this create: the one it has, the one that a create equal in all that shows is making, or a new one with a
 * hint to its account. Row and mark of the content are one transaction: of two that come at once, one is made.
 *
 * @param prepare makes the acceptance of a new one, its media durable; what it throws is thrown
 * @throws StoreUnavailableError nothing was accepted
 */
export async function acceptUnlessPosted(
  create: Create,
  prepare: () => Promise<Acceptance>,
  ports: AcceptPorts,
): Promise<Taken> {
  let acceptance: Acceptance | undefined;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const before = await ports.log.mark(markId(create));
    const known = await findKnown(create, before, ports);
    if (known !== undefined) return told(known, ports);
    acceptance ??= await prepare();
    const nowEpochMs = ports.clock();
    const beginning = { ...acceptance, account: create.account, state: 'RECEIVED', dueAtEpochMs: nowEpochMs } as const;
    const row = newPublication(beginning, nowEpochMs);
    const mark = markOf(create, before, nowEpochMs);
    if ((await ports.log.transact([row, mark])) === 'done') return told({ how: 'new', publication: row }, ports);
  }
  throw new StoreUnavailableError('the same content is being taken in without a pause');
}

/** So that the same content may be posted again. */
export async function markDeleted(postId: string, { log, clock }: Pick<AcceptPorts, 'log' | 'clock'>): Promise<void> {
  const atEpochMs = clock();
  const id = deletedId(postId);
  // A conflict means that it is there already.
  await log.transact([
    { kind: 'mark', id, version: 1, publicationId: '', atEpochMs, expiresAtEpochSeconds: keptUntil(atEpochMs) },
  ]);
}

function markId({ account, print }: Create): string {
  return `create/${account}/${print}`;
}

function deletedId(postId: string): string {
  return `deleted/${postId}`;
}

function markOf(create: Create, before: ContentMark | undefined, atEpochMs: number): ContentMark {
  const version = (before?.version ?? 0) + 1;
  const expiresAtEpochSeconds = keptUntil(atEpochMs);
  return { kind: 'mark', id: markId(create), version, publicationId: create.id, atEpochMs, expiresAtEpochSeconds };
}

/** Twice as long as it is asked for: clocks differ. */
function keptUntil(atEpochMs: number): number {
  return Math.ceil((atEpochMs + 2 * SAME_FOR_MS) / 1000);
}

async function findKnown(
  { id }: Create,
  before: ContentMark | undefined,
  { log, clock }: AcceptPorts,
): Promise<Taken | undefined> {
  const own = await log.publication(id);
  if (own !== undefined) return { how: 'repeated', publication: own };
  if (before === undefined || clock() - before.atEpochMs >= SAME_FOR_MS) return undefined;
  const other = await log.publication(before.publicationId);
  if (other === undefined) return undefined;
  if (!isFinal(other.state)) return { how: 'adopted', publication: other };
  const { result } = other;
  // What failed may be sent again, and so may what was deleted.
  const stands = result !== null && (await log.mark(deletedId(result.postId))) === undefined;
  return stands ? { how: 'posted', publication: other } : undefined;
}

async function told(taken: Taken, ports: AcceptPorts): Promise<Taken> {
  const { how, publication } = taken;
  const { id, source, account, state, dueAtEpochMs } = publication;
  ports.journal.write('info', how === 'new' ? 'accepted' : how, { id, source, account, state });
  // One that comes again may mean that the first hint got lost.
  if (!isFinal(state)) await sendHint(account, dueAtEpochMs, ports);
  return taken;
}
