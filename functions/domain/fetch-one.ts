import { createHash } from 'node:crypto';

import { MediaRejectedError } from './errors.ts';
import { findUrlFault } from './find-url-fault.ts';
import { MeteredMedia } from './metered-media.ts';
import type { Clock, FetchRules, Journal, MediaFetcher, MediaStore } from './ports.ts';
import type { PostMedia } from './post.ts';
import type { MediaRecord, Publication } from './publication.ts';

export interface FetchOnePorts {
  readonly media: Pick<MediaStore, 'stage'>;
  readonly fetcher: MediaFetcher;
  readonly journal: Journal;
  readonly clock: Clock;
}

interface Wanted {
  /** As it was claimed: its version makes the name under which the bytes are kept. */
  readonly row: Publication;
  readonly medium: PostMedia;
  readonly index: number;
  readonly rules: FetchRules;
  readonly signal: AbortSignal | undefined;
}

export interface FetchedOne {
  readonly medium: PostMedia;
  /** Empty for a medium that needed no fetching. */
  readonly record: MediaRecord;
}

/**
 * The medium with its bytes in the work bucket, and what they are.
 *
 * Each claim of a row stages under names of its own: whoever is late cannot put other bytes in the place of those that
 * the row shows by then.
 *
 * @throws MediaRejectedError, FetchFailedError, StoreUnavailableError
 */
export async function fetchOne(
  { row, medium, index, rules, signal }: Wanted,
  ports: FetchOnePorts,
): Promise<FetchedOne> {
  if (medium.from !== 'url') return { medium, record: {} };
  const { url, altText } = medium;
  // The config may have changed since the row was accepted.
  const fault = findUrlFault(url, rules);
  if (fault !== undefined) throw new MediaRejectedError(fault.code, `media[${index}].url ${fault.message}`);
  const startedAtEpochMs = ports.clock();
  const metered = new MeteredMedia(await ports.fetcher.fetch(url, rules, signal), rules.picturesMadeFit);
  const ref = await ports.media.stage(`staged/${row.id}/${index}-${row.version}`, metered).catch((error: unknown) => {
    throw metered.failure ?? error;
  });
  const { facts } = metered;
  tell({ row, index, url, facts, durationMs: ports.clock() - startedAtEpochMs }, ports);
  return { medium: { from: 'stored', ref, ...(altText === undefined ? {} : { altText }) }, record: facts };
}

interface Told {
  readonly row: Publication;
  readonly index: number;
  readonly url: string;
  readonly facts: MeteredMedia['facts'];
  readonly durationMs: number;
}

/** Of the address only its host and a print of it: the rest may be signed, and would let the reader of a log in. */
function tell({ row, index, url, facts, durationMs }: Told, { journal }: FetchOnePorts): void {
  const urlPrint = createHash('sha256').update(url).digest('hex').slice(0, 12);
  const { totalBytes: bytes, mediaType } = facts;
  const { id, account } = row;
  const { host } = new URL(url);
  journal.write('info', 'fetched', { id, account, index, host, urlPrint, bytes, mediaType, durationMs });
}
