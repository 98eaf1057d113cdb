import { createHash } from 'node:crypto';

import { RejectedTriggerError } from './errors.ts';
import { evidenceKeptUntil } from './keep-evidence.ts';
import type { Post, PostMedia } from './post.ts';
import { printMedia, type MediaPrint } from './print-media.ts';
import { isFinal } from './publication-state.ts';
import type { ContentMark, MediaRecord } from './publication.ts';
import { refOf } from './ref-of.ts';
import type { WorkedRow } from './worked-row.ts';

const HOUR_MS = 3_600_000;

/** What is to be remembered of a post with its intent. */
export interface Remembered {
  readonly marks: readonly ContentMark[];
  readonly records: readonly MediaRecord[];
}

/** One content of the post, as people call it. */
interface Content {
  readonly what: 'text' | 'picture or video';
  readonly print: string;
}

/**
 * The marks of this post's contents, for an account that refuses repeats: the same picture, or the same text that is
 * not blank, as a reply to the same post or to none. What failed before may be sent again.
 *
 * @throws RejectedTriggerError `REPEATED` when another post of the account had one of them within the window
 */
export async function refuseRepeats(work: WorkedRow, post: Post, signal?: AbortSignal): Promise<Remembered> {
  const { row, ports } = work;
  const withinHours = ports.rules(row.account).refuseRepeatsWithinHours;
  if (withinHours === undefined) return { marks: [], records: row.media };
  const records = await printAll(work, post, signal);
  const prints = records.map(({ print }) => print).filter((print) => print !== undefined);
  const contents: readonly Content[] = [
    ...printText(post),
    ...[...new Set(prints)].map((print) => ({ what: 'picture or video', print }) as const),
  ];
  const marks = await Promise.all(contents.map(async (content) => mark(work, content, withinHours * HOUR_MS)));
  return { marks, records };
}

/** Kept in the record, since the file may be gone when the post is tried again. */
async function printAll(work: WorkedRow, post: Post, signal?: AbortSignal): Promise<readonly MediaRecord[]> {
  return Promise.all(
    post.media.map(async (media, index) => {
      const record = work.row.media[index] ?? {};
      return record.print === undefined ? { ...record, ...(await printOf(media, work, signal)) } : record;
    }),
  );
}

async function printOf(media: PostMedia, work: WorkedRow, signal?: AbortSignal): Promise<MediaPrint> {
  // What a client uploaded himself cannot be read: its id is all that tells.
  if (media.from === 'uploaded') return { print: `media-id-${media.mediaId}` };
  const store = work.ports.media;
  const ref = refOf(media);
  const { totalBytes } = await store.head(ref);
  return printMedia({ totalBytes, read: async (start, end) => store.read(ref, start, end, signal) }, signal);
}

function printText({ text, replyTo = '' }: Post): readonly Content[] {
  const words = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (words === '') return [];
  const print = createHash('sha256').update(`${replyTo}\n${words}`).digest('hex');
  return [{ what: 'text', print: `text-${print}` }];
}

async function mark(work: WorkedRow, { what, print }: Content, windowMs: number): Promise<ContentMark> {
  const { row, ports } = work;
  const id = `content/${row.account}/${print}`;
  const before = await ports.log.mark(id);
  const nowEpochMs = ports.clock();
  const isRecent = before !== undefined && nowEpochMs - before.atEpochMs < windowMs;
  if (isRecent && (await isElsewhere(before, work))) throw repeated(what, before, nowEpochMs);
  const version = (before?.version ?? 0) + 1;
  const expiresAtEpochSeconds = evidenceKeptUntil(nowEpochMs);
  return { kind: 'mark', id, version, publicationId: row.id, atEpochMs: nowEpochMs, expiresAtEpochSeconds };
}

/** Whether that row has, or may have, become a post. */
async function isElsewhere({ publicationId }: ContentMark, { row, ports }: WorkedRow): Promise<boolean> {
  if (publicationId === row.id) return false;
  const owner = await ports.log.publication(publicationId);
  // A mark outlives its row, and is written when a post is about to go out: most of them did.
  return owner === undefined || owner.result !== null || !isFinal(owner.state);
}

function repeated(what: Content['what'], { publicationId, atEpochMs }: ContentMark, nowEpochMs: number): Error {
  const minutes = Math.round((nowEpochMs - atEpochMs) / 60_000);
  const message = `the account posted the same ${what} ${minutes} min ago (${publicationId}), and its repeats are refused`;
  return new RejectedTriggerError('REPEATED', message, {
    advice: "Change it, wait until repeatWindowHours have passed, or set repeats: 'allow' for the account.",
  });
}
