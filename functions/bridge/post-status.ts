import { createHash } from 'node:crypto';

import { rulesOf } from '../config/rules-of.ts';
import { acceptUnlessPosted, printOf, type Taken } from '../domain/accept-unless-posted.ts';
import { prepareMedia, type InlineMedium, type PostCheck } from '../domain/accept-with-media.ts';
import { PigeonpostError, RejectedTriggerError, StoreUnavailableError } from '../domain/errors.ts';
import { failureOf } from '../domain/failure.ts';
import type { Post } from '../domain/post.ts';
import { pricePost } from '../domain/price.ts';
import { publicationId } from '../domain/publication-id.ts';
import { isFinal } from '../domain/publication-state.ts';
import type { Failure, Publication } from '../domain/publication.ts';
import { reasonToWait } from '../domain/reason-to-wait.ts';
import { waitForRow } from '../domain/wait-for-row.ts';
import type { BridgeAnswer, BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import { asksForAuthor, keepReply } from '../triggers/v1-bridge/keep-reply.ts';
import { refusalOf, refusalOfFaults } from '../triggers/v1-bridge/post-refusals.ts';
import { readShape } from '../triggers/v1-bridge/read-shape.ts';
import type { StatusWish } from '../triggers/v1-bridge/read-status.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';
import type { BridgePorts } from './bridge-endpoint.ts';
import { findAuthor } from './find-author.ts';
import { rateLimitHeaders } from './limit-headers.ts';
import { readBack } from './read-back.ts';
import { renderTweet } from './tweet/render-tweet.ts';

/** Kept from the time for the answer: the read of the post that the answer is made of. */
const READ_ROOM_MS = 2_000;

/** What a create brings, and what may be wrong with it. */
export interface StatusDraft {
  readonly wish: StatusWish;
  readonly pictures: readonly InlineMedium[];
  readonly check: PostCheck;
}

/**
 * The Tweet of a create, on the road of every post: a row of the log and a hint to its account; the publisher posts, and
 * this waits. The same signed bytes get the same Tweet each time.
 *
 * @param draft asked for only where the call is new
 * @throws V1Error 503/130 where it is not settled in time: it goes on, and the call that comes again finds it
 */
export async function postStatus(
  call: BridgeCall,
  ports: BridgePorts,
  draft: () => Promise<StatusDraft> | StatusDraft,
): Promise<BridgeAnswer> {
  const id = rowIdOf(call);
  const byEpochMs = call.answerByEpochMs - READ_ROOM_MS;
  const isKnown = (await ports.log.publication(id)) !== undefined;
  const waitFor = isKnown ? id : await takeIn(id, await draft(), call, ports);
  const row = await waitForRow(waitFor, byEpochMs, {
    ...ports,
    rules: (account) => rulesOf(ports.config.accounts[account]),
  });
  return answerRow(row, call, ports);
}

/** The id of the row of this call; the nonce that is kept names it too. */
export function rowIdOf({ caller }: BridgeCall): string {
  return publicationId('bridge', caller.callFingerprint);
}

async function takeIn(id: string, draft: StatusDraft, call: BridgeCall, ports: BridgePorts): Promise<string> {
  const { wish, pictures } = draft;
  const author = asksForAuthor(wish) ? await findAuthor(wish.reply?.postId ?? '', call, ports) : undefined;
  const post = keepReply(wish, author);
  const create = { id, account: post.account, print: printOf(post, namesOf(post, pictures)) };
  const { how, publication } = await refusedAsV1(post.account, ports, () =>
    acceptUnlessPosted(create, () => prepare(create.id, post, draft, call, ports), ports),
  );
  if (how === 'posted') throw new V1Error(v1Errors.duplicate);
  return publication.id;
}

/** What may be posted by then, looked at, and its pictures durable. */
async function prepare(id: string, post: Post, draft: StatusDraft, call: BridgeCall, ports: BridgePorts) {
  const { caller, answerByEpochMs } = call;
  const { config, journal, log, media } = ports;
  const { ignored } = draft.wish;
  if (ignored.length > 0) journal.write('info', 'bridge-ignored', { id, parameters: ignored.join(',') });
  const fingerprint = caller.callFingerprint;
  const bare = { id, source: 'bridge', label: caller.keyId, fingerprint, post, inlineMedia: draft.pictures } as const;
  const demand = { media: post.media.length, costMicroUsd: pricePost(post).totalMicroUsd };
  const patience = { nowEpochMs: ports.clock(), byEpochMs: answerByEpochMs - READ_ROOM_MS };
  const reason = reasonToWait(await log.gate(post.account), demand, rulesOf(config.accounts[post.account]), patience);
  if (reason !== undefined) throw new RejectedTriggerError(reason.code, reason.message);
  return prepareMedia(bare, media, draft.check);
}

/** One stable name for each medium: retries bring the same bytes, or name the same upload. */
function namesOf({ media }: Post, pictures: readonly InlineMedium[]): readonly string[] {
  return media.map((medium, at) => {
    if (medium.from === 'uploaded') return medium.mediaId;
    const bytes = pictures.find(({ index }) => index === at)?.bytes ?? '';
    return createHash('sha256').update(bytes).digest('hex');
  });
}

async function answerRow(row: Publication, call: BridgeCall, ports: BridgePorts): Promise<BridgeAnswer> {
  if (row.result !== null) {
    return { status: 200, body: renderTweet(await readBack(row, call, ports), readShape(call.parameters)) };
  }
  if (!isFinal(row.state) || row.failure === null) throw new V1Error(v1Errors.overCapacity);
  throw await refuse(row.failure, row.account, ports);
}

async function refuse(failure: Failure, account: string, ports: BridgePorts): Promise<V1Error> {
  const refusal = refusalOf(failure);
  if (refusal.status !== 429) return refusal;
  return new V1Error(refusal, refusal.message, await rateLimitHeaders(account, ports));
}

/** @throws V1Error for what was refused before there was a row; a fault of our own stores as it is */
async function refusedAsV1(account: string, ports: BridgePorts, take: () => Promise<Taken>): Promise<Taken> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof PigeonpostError) || error instanceof StoreUnavailableError) throw error;
    const hasFaults = error instanceof RejectedTriggerError && error.faults.length > 0;
    throw hasFaults ? refusalOfFaults(error.faults) : await refuse(failureOf(error), account, ports);
  }
}
