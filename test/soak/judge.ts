import { publicStates } from '../../functions/domain/publication-state.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import type { ShownPost } from './read-sandbox.ts';
import { markOf, type Trigger } from './trigger.ts';

/** One in a hundred may wait for a person. */
const MOST_NEED_HUMAN = 0.01;

/** What a run is judged by. */
export interface Evidence {
  readonly triggers: readonly Trigger[];
  readonly rows: readonly Publication[];
  readonly posts: readonly ShownPost[];
}

export interface Judgement {
  readonly posted: number;
  readonly needsHuman: number;
  /** Everything that must not be; empty when all is well. */
  readonly violations: readonly string[];
}

/** Holds what X shows against what was asked for, and the log against both. */
export function judge({ triggers, rows, posts }: Evidence): Judgement {
  const shown = Map.groupBy(posts, ({ mark }) => mark);
  const known = Map.groupBy(rows, nameOf);
  const judged = triggers.map((trigger) =>
    judgeOne(trigger, known.get(trigger.key) ?? [], shown.get(markOf(trigger)) ?? []),
  );
  const marks = new Set(triggers.map(markOf));
  const strangers = posts
    .filter(({ mark }) => !marks.has(mark))
    .map(({ postId }) => `${postId} was asked for by nobody`);
  const needsHuman = judged.filter(({ state }) => state === 'needs-human').length;
  const tooMany =
    needsHuman > Math.ceil(triggers.length * MOST_NEED_HUMAN)
      ? [`${needsHuman} wait for a person: more than one in a hundred`]
      : [];
  return {
    posted: judged.filter(({ state }) => state === 'posted').length,
    needsHuman,
    violations: [...judged.flatMap(({ faults }) => faults), ...strangers, ...tooMany],
  };
}

/** What the row is called in `Trigger.key`. */
function nameOf({ source, label, post }: Publication): string {
  return source === 'drop' ? label : (post?.text ?? '');
}

interface One {
  readonly state: string;
  readonly faults: readonly string[];
}

function judgeOne({ key }: Trigger, rows: readonly Publication[], posts: readonly ShownPost[]): One {
  const [row] = rows;
  if (row === undefined || rows.length > 1) return { state: 'lost', faults: [`${key} has ${rows.length} rows`] };
  const state = publicStates[row.state];
  const faults: string[] = [];
  if (posts.length > 1) faults.push(`${key} is on X ${posts.length} times`);
  if (state === 'posted' && posts.length === 0) faults.push(`${key} is posted in the log, and not on X`);
  if (state === 'posted' && posts.length === 1 && posts[0]?.postId !== row.result?.postId) {
    faults.push(`${key} has another post in the log than on X`);
  }
  // Each fault of a soak passes, so nothing may end but as posted, or with a person.
  if (state !== 'posted' && state !== 'needs-human') {
    faults.push(`${key} is ${state}: ${row.failure?.code ?? ''} ${row.failure?.message ?? ''}`);
  }
  return { state, faults };
}
