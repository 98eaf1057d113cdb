import type { DropConfig } from '../config/config-schema.ts';
import { isFinal } from '../domain/publication-state.ts';
import type { Failure, Publication } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { albumAt } from './album-mark.ts';
import type { GatherPorts } from './check-drop.ts';

/** Nothing wakes a row when another one is posted. */
const LOOK_EVERY_MS = 5_000;
/** Where the other one waits for a person, there is no moment to wait for. */
const LOOK_SELDOM_MS = 10 * 60_000;

/** The post to reply to, and since when it is there; or what there is to do until it is. */
export type Answered =
  | { readonly outcome: 'known'; readonly replyTo?: string; readonly sinceEpochMs?: number }
  | Extract<Gathered, { outcome: 'wait' | 'rejected' }>;

/** The post that is meant by the path of its manifest; an id stands for itself. */
export async function findAnswered(
  target: string | undefined,
  row: Publication,
  route: DropConfig | undefined,
  { log, clock }: GatherPorts,
): Promise<Answered> {
  if (target === undefined) return { outcome: 'known' };
  if (/^\d+$/.test(target)) return { outcome: 'known', replyTo: target };
  if (target === row.label) return refused('REPLY_MISSING', 'a post cannot reply to itself');
  const other = await albumAt(target, log);
  const nowEpochMs = clock();
  if (other === undefined || other.label !== target) return awaitManifest(target, row, route, nowEpochMs);
  if (other.result !== null) {
    return { outcome: 'known', replyTo: other.result.postId, sinceEpochMs: other.result.postedAtEpochMs };
  }
  if (isFinal(other.state)) return refused('REPLY_UNPOSTED', `${target} was not posted`);
  const dueAtEpochMs = other.dueAtEpochMs ?? nowEpochMs + LOOK_SELDOM_MS;
  return { outcome: 'wait', untilEpochMs: Math.max(dueAtEpochMs, nowEpochMs + LOOK_EVERY_MS) };
}

function awaitManifest(
  target: string,
  row: Publication,
  route: DropConfig | undefined,
  nowEpochMs: number,
): Extract<Gathered, { outcome: 'wait' | 'rejected' }> {
  const waitSeconds = route?.waitSeconds ?? 0;
  const lastEpochMs = (row.redrivenAtEpochMs ?? row.acceptedAtEpochMs) + waitSeconds * 1000;
  if (nowEpochMs >= lastEpochMs)
    return refused('REPLY_MISSING', `${target} was not dropped within ${waitSeconds} seconds`);
  return { outcome: 'wait', untilEpochMs: Math.min(lastEpochMs, nowEpochMs + LOOK_EVERY_MS) };
}

function refused(code: string, message: string): Extract<Gathered, { outcome: 'rejected' }> {
  const failure: Failure = { code, message, advice: 'See that the other post is out, then redrive this one.' };
  return { outcome: 'rejected', failure };
}
