import { costOf } from '../../functions/domain/cost-of.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { isoTime } from '../../sandbox/page/look/show-time.ts';

/** Where people see the post of a row; undefined when it has none. */
type AddressOf = (row: Publication) => string | undefined;

/** A row as programs read it in a list. Times are ISO 8601 in UTC; no bytes, no keys of ours. */
export function publicationSummary(row: Publication, addressOf: AddressOf) {
  const { id, source, label, account, post, failure, warnings, result } = row;
  return {
    id,
    state: publicStates[row.state],
    source,
    label,
    account,
    acceptedAt: isoTime(row.acceptedAtEpochMs),
    updatedAt: isoTime(row.updatedAtEpochMs),
    dueAt: time(row.dueAtEpochMs),
    text: post?.text ?? null,
    result: result && {
      postId: result.postId,
      url: addressOf(row) ?? null,
      postedAt: isoTime(result.postedAtEpochMs),
    },
    failure,
    warnings,
    costUsd: costOf(row) / 1e6,
    thread: row.thread ?? null,
  };
}

/** The same with its whole history. */
export function publicationDetails(row: Publication, addressOf: AddressOf) {
  const { drop, post, reconcile, generation, stumbles } = row;
  return {
    ...publicationSummary(row, addressOf),
    logState: row.state,
    generation,
    stumbles,
    drop,
    post,
    media: row.media,
    attempts: row.attempts.map(({ number, outcome, detail, intentAtEpochMs, endedAtEpochMs }) => ({
      number,
      outcome,
      detail: detail ?? null,
      intentAt: isoTime(intentAtEpochMs),
      endedAt: time(endedAtEpochMs),
    })),
    reconcile: reconcile && { ...reconcile, since: isoTime(reconcile.sinceEpochMs) },
  };
}

function time(epochMs: number | null | undefined): string | null {
  return epochMs === null || epochMs === undefined ? null : isoTime(epochMs);
}
