import { GateShutError, LeaseLostError, RowChangedError } from './account-lease.ts';
import { withWindows, type Demand } from './account-ledger.ts';
import { admitIntent, demandOf } from './admit-intent.ts';
import { RejectedTriggerError, XUnreachableError } from './errors.ts';
import { followThread } from './follow-thread.ts';
import { holdBack, noteRoute } from './hold-back.ts';
import type { Post } from './post.ts';
import type { Attempt, ContentMark } from './publication.ts';
import { refuseRepeats } from './refuse-repeats.ts';
import { settlePosted } from './settle-posted.ts';
import { settleRefusal } from './settle-trouble.ts';
import { uploadMedia, type ReadyMedia } from './upload-media.ts';
import type { WorkedRow } from './worked-row.ts';
import type { CreatedPost, PostRequest, XAccount } from './x-account.ts';

/** X's own limit for the slowest of the create calls (POST statuses/update_with_media). */
const CREATE_TIMEOUT_MS = 30_000;
/** What the lease must last when the call begins: longer than the call itself. */
const MIN_LEASE_LEFT_MS = 45_000;

/**
 * The use case: upload what the post shows, save the intent, post, settle.
 *
 * The log is written before anything irreversible and after it. Failures before the intent are thrown, for the
 * caller to settle; after it, they are settled here.
 */
export async function publishPost(work: WorkedRow, signal?: AbortSignal): Promise<void> {
  const post = await followThread(work, requirePost(work));
  if (post === undefined || (await holdBack(work))) return;
  const demand = demandOf(post, work.row);
  // Asked again with the intent; here, so that nothing is uploaded for a post that has to wait.
  admitIntent(work.lease.gate, demand, work.ports.rules(post.account), work.ports.clock());
  const account = await work.ports.accounts.open(post.account);
  refuseUnsupported(account, post);
  account.connectAhead(post);
  const { marks, records } = await refuseRepeats(work, post, signal);
  const ready = await uploadMedia(work, post, account, records, signal);
  if (ready === 'processing') return;
  const attempt = await saveIntent(work, { post, ready, marks, charged: demand });
  const created = await create(work, account, post, ready);
  if (created === undefined) return;
  const { windows } = created;
  if (windows !== undefined) work.lease.learn((ledger) => withWindows(ledger, windows));
  const settled = await settlePosted(work.row, attempt.number, created, work.ports);
  if (settled === undefined) return;
  work.adopt(settled);
  await work.announce();
}

function requirePost({ row }: WorkedRow): Post {
  if (row.post === null) throw new Error(`row ${row.id} is ${row.state} but holds no post`);
  return row.post;
}

function refuseUnsupported(account: XAccount, post: Post): void {
  const faults = account.unsupportedFields(post);
  if (faults.length === 0) return;
  const list = faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new RejectedTriggerError(faults[0]?.code ?? 'SCHEMA', list, {
    advice: 'Change the post, or the driver of the account.',
  });
}

interface Intent {
  readonly post: Post;
  readonly ready: ReadyMedia;
  readonly marks: readonly ContentMark[];
  readonly charged: Demand;
}

async function saveIntent(work: WorkedRow, { post, ready, marks, charged }: Intent): Promise<Attempt> {
  const { row, ports } = work;
  const nowEpochMs = ports.clock();
  const rules = ports.rules(row.account);
  const { mediaIds } = ready;
  const attempt: Attempt = {
    number: row.attempts.length + 1,
    intentAtEpochMs: nowEpochMs,
    outcome: 'open',
    charged,
    ...(mediaIds.length === 0 ? {} : { mediaIds }),
  };
  const attempts = [...row.attempts, attempt];
  await work.save(
    'POSTING',
    { post, attempts, media: ready.records, dueAtEpochMs: nowEpochMs, failure: null },
    {
      onlyWhenOpen: true,
      also: marks,
      gate: (gate, now) => {
        const { ledger } = admitIntent(gate, charged, rules, now);
        return { ledger: noteRoute(ledger, ports.routeRules?.(row), now) };
      },
    },
  );
  return attempt;
}

/** The post on X, or undefined when there is none and the row says why. */
async function create(
  work: WorkedRow,
  account: XAccount,
  post: Post,
  ready: ReadyMedia,
): Promise<CreatedPost | undefined> {
  try {
    refuseAfterSleep(work);
    // Deliberately without the caller's signal: a call that is out is waited for.
    return await account.createPost(requestOf(post, ready), AbortSignal.timeout(CREATE_TIMEOUT_MS));
  } catch (error) {
    if (error instanceof LeaseLostError || error instanceof RowChangedError || error instanceof GateShutError)
      throw error;
    await settleRefusal(work, error);
    return undefined;
  }
}

/**
 * A machine that slept since the intent may find its row in other hands, and posted by them.
 *
 * @throws XUnreachableError nothing was sent
 */
function refuseAfterSleep({ lease, ports }: WorkedRow): void {
  const leftMs = (lease.gate.lease?.untilEpochMs ?? 0) - ports.clock();
  if (leftMs >= MIN_LEASE_LEFT_MS) return;
  throw new XUnreachableError('this machine stood still between intent and call; nothing was sent');
}

function requestOf(post: Post, ready: ReadyMedia): PostRequest {
  const { text, replyTo, excludeReplyUserIds, replySettings, geo, sensitive } = post;
  const { madeWithAi, paidPartnership, attachmentUrl } = post;
  return {
    text,
    mediaIds: ready.mediaIds,
    ...(ready.inlineMedia === undefined ? {} : { inlineMedia: ready.inlineMedia }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(excludeReplyUserIds === undefined ? {} : { excludeReplyUserIds }),
    ...(replySettings === undefined ? {} : { replySettings }),
    ...(geo === undefined ? {} : { geo }),
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(madeWithAi === undefined ? {} : { madeWithAi }),
    ...(paidPartnership === undefined ? {} : { paidPartnership }),
    ...(attachmentUrl === undefined ? {} : { attachmentUrl }),
  };
}
