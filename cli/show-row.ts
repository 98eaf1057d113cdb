import { costOf } from '../functions/domain/cost-of.ts';
import { publicStates } from '../functions/domain/publication-state.ts';
import type { Publication } from '../functions/domain/publication.ts';
import { publicationDetails, publicationSummary } from '../local/page/publication-json.ts';
import { plainTable, printable } from '../local/plain-table.ts';
import type { OpenPlace } from './place.ts';

type Place = Pick<OpenPlace, 'isLive'>;

/** What programs get of a row: the same as from the page's `/api/publications/{id}`. */
export function rowAsJson(row: Publication, place: Place): object {
  return publicationDetails(row, () => addressOf(row, place));
}

/** The same of a row in a list. */
export function rowInListAsJson(row: Publication, place: Place): object {
  return publicationSummary(row, () => addressOf(row, place));
}

/** X does not have what was posted on a sandbox. */
function addressOf({ result }: Publication, { isLive }: Place): string | undefined {
  return isLive ? result?.url : undefined;
}

/** Where the post of a row is, for people; undefined when it has none. */
export function postAsText(row: Publication, place: Place): string | undefined {
  if (row.result === null) return undefined;
  return addressOf(row, place) ?? `${row.result.postId} on the sandbox`;
}

/** One row's whole history, for people. */
export function rowAsText(row: Publication, place: Place): string {
  const { failure, post, thread, reconcile } = row;
  return plainTable([
    ['id', row.id],
    ['state', publicStates[row.state]],
    ['trigger', `${row.source} ${row.label}`],
    ['account', row.account],
    ['accepted', timeOf(row.acceptedAtEpochMs)],
    ...fact('due', row.dueAtEpochMs === null ? undefined : timeOf(row.dueAtEpochMs)),
    ...fact('thread', thread && `part ${thread.index + 1} of ${thread.total}, which begins with ${thread.id}`),
    ...fact('reply to', post?.replyTo),
    ...fact('text', post === null ? undefined : post.text || '(none)'),
    ...mediaFacts(row),
    ...fact('sent again', timesOf(row.generation - 1)),
    ...row.attempts.map((attempt) => [
      `attempt ${attempt.number}`,
      `${timeOf(attempt.intentAtEpochMs)} ${attempt.outcome} ${attempt.detail ?? ''}`,
    ]),
    ...fact('not found', timesOf(reconcile?.absentReads ?? 0)),
    ...fact('post', postAsText(row, place)),
    ...fact('reason', failure === null ? undefined : `${failure.code}: ${failure.message}`),
    ...fact('advice', failure?.advice),
    ...row.warnings.map((warning) => ['warning', warning]),
    ['cost', `$${(costOf(row) / 1e6).toFixed(3)}`],
  ]);
}

function fact(name: string, value: string | undefined): readonly (readonly string[])[] {
  return value === undefined ? [] : [[name, value]];
}

function mediaFacts({ post, media }: Publication): readonly (readonly string[])[] {
  return media.flatMap(({ mediaType = 'not read yet', totalBytes }, index) => [
    [`media ${index + 1}`, totalBytes === undefined ? mediaType : `${mediaType}, ${totalBytes} bytes`],
    ...fact('alt text', post?.media[index]?.altText),
  ]);
}

/** Many rows, one line each. */
export function rowsAsText(rows: readonly Publication[], place: Place): string {
  if (rows.length === 0) return 'no posts\n';
  const head = ['id', 'state', 'account', 'accepted', 'trigger', 'post or reason'];
  return plainTable([head, ...rows.map((row) => line(row, place))]);
}

function line(row: Publication, place: Place): readonly string[] {
  const end = postAsText(row, place) ?? row.failure?.message ?? '';
  const trigger = printable(`${row.source} ${row.label}`).slice(0, 40);
  return [row.id, publicStates[row.state], row.account, timeOf(row.acceptedAtEpochMs), trigger, end.slice(0, 100)];
}

function timesOf(count: number): string | undefined {
  if (count <= 0) return undefined;
  return count === 1 ? 'once' : `${count} times`;
}

function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
