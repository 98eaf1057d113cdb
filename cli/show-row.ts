import { costOf } from '../functions/domain/cost-of.ts';
import { publicStates } from '../functions/domain/publication-state.ts';
import type { Publication } from '../functions/domain/publication.ts';
import { plainTable, printable } from '../local/plain-table.ts';

/** What programs get of a row: people's words for its state, times as RFC 3339. */
export function rowAsJson(row: Publication): object {
  const { id, source, label, account, post, result, failure, warnings, attempts, generation, thread } = row;
  return {
    id,
    state: publicStates[row.state],
    source,
    label,
    account,
    text: post?.text ?? null,
    media: row.media.map(({ mediaId = null, mediaType = null, totalBytes = null }) => ({
      mediaId,
      mediaType,
      totalBytes,
    })),
    acceptedAt: timeOf(row.acceptedAtEpochMs),
    dueAt: row.dueAtEpochMs === null ? null : timeOf(row.dueAtEpochMs),
    post: result === null ? null : { id: result.postId, url: result.url, at: timeOf(result.postedAtEpochMs) },
    failure,
    warnings,
    costUsd: costOf(row) / 1e6,
    generation,
    attempts: attempts.map(({ number, outcome, intentAtEpochMs, detail = null }) => ({
      number,
      outcome,
      at: timeOf(intentAtEpochMs),
      detail,
    })),
    thread: thread ?? null,
  };
}

/** One row's whole history, for people. */
export function rowAsText(row: Publication): string {
  const { result, failure, post } = row;
  const facts = [
    ['id', row.id],
    ['state', publicStates[row.state]],
    ['trigger', `${row.source} ${row.label}`],
    ['account', row.account],
    ['accepted', timeOf(row.acceptedAtEpochMs)],
    ...(row.dueAtEpochMs === null ? [] : [['due', timeOf(row.dueAtEpochMs)]]),
    ...(post === null ? [] : [['text', post.text === '' ? '(none)' : post.text]]),
    ...row.media.map(({ mediaType = 'not read yet', totalBytes }) => ['media', `${mediaType} ${totalBytes ?? ''}`]),
    ...row.attempts.map((attempt) => [
      `attempt ${attempt.number}`,
      `${timeOf(attempt.intentAtEpochMs)} ${attempt.outcome} ${attempt.detail ?? ''}`,
    ]),
    ...(result === null ? [] : [['post', result.url]]),
    ...(failure === null
      ? []
      : [
          ['reason', `${failure.code}: ${failure.message}`],
          ['advice', failure.advice ?? ''],
        ]),
    ...row.warnings.map((warning) => ['warning', warning]),
    ['cost', `$${(costOf(row) / 1e6).toFixed(3)}`],
  ];
  return plainTable(facts);
}

/** Many rows, one line each. */
export function rowsAsText(rows: readonly Publication[]): string {
  if (rows.length === 0) return 'no posts\n';
  const head = ['id', 'state', 'account', 'accepted', 'trigger', 'post or reason'];
  return plainTable([head, ...rows.map(line)]);
}

function line(row: Publication): readonly string[] {
  const end = row.result?.url ?? row.failure?.message ?? '';
  const trigger = printable(`${row.source} ${row.label}`).slice(0, 40);
  return [row.id, publicStates[row.state], row.account, timeOf(row.acceptedAtEpochMs), trigger, end.slice(0, 100)];
}

function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
