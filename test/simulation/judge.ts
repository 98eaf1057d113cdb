import { isFinal } from '../../functions/domain/publication-state.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { threadRowId } from '../../functions/domain/thread-row-id.ts';
import type { Trigger, WorldPlan } from './draw-world.ts';
import type { LogStore } from './sim-log.ts';
import { placeAfter } from './sim-ports.ts';
import type { SimPost } from './sim-x.ts';
import type { Violation } from './watch-log.ts';

export interface JudgeOptions {
  /** Two posts for one trigger are possible: then each must be told. */
  readonly mayDouble: boolean;
  /** Pictures can be told apart by their media ids. */
  readonly isCertain: boolean;
  /** Rows that an alarm for a double named. */
  readonly doubled: ReadonlySet<string>;
  /** Keys of what lies in the drop bucket. */
  readonly dropped: readonly string[];
}

/** Rows and posts that belong together: one of each, unless nobody can tell them apart. */
interface Group {
  readonly rows: Publication[];
  readonly posts: SimPost[];
}

/** What is wrong with a world in which nothing happens any more. */
export function judge(
  plan: WorldPlan,
  log: LogStore,
  posts: readonly SimPost[],
  options: JudgeOptions,
): readonly Violation[] {
  const groups = new Map<string, Group>();
  const violations: Violation[] = [];
  for (const trigger of plan.triggers) {
    for (const [id, key] of rowsOf(trigger)) {
      const row = log.publication(id);
      if (row === undefined) violations.push({ rule: 'lost', what: `${trigger.name} was not accepted as ${id}` });
      else groupOf(groups, key).rows.push(row);
    }
  }
  for (const post of posts) groupOf(groups, keyOfPost(post)).posts.push(post);
  for (const [key, group] of groups) violations.push(...judgeGroup(key, group, log, options));
  violations.push(...judgeDrops(log, new Set(options.dropped)));
  return [...violations, ...judgeThreads(log), ...(options.mayDouble ? [] : judgeRepeats(plan, posts))];
}

/** Ids of the rows that a trigger becomes, each with what its post is known by: its pictures, else its words. */
function rowsOf({ name, account, text, media, threadTexts }: Trigger): readonly (readonly [string, string])[] {
  const first = media.length > 0 ? `${account}: pictures of ${name}` : `${account}: "${text}"`;
  const others = threadTexts.map((text, i) => [threadRowId(name, i + 1), `${account}: "${text}"`] as const);
  return [[name, first], ...others];
}

function keyOfPost({ account, shows, text }: SimPost): string {
  const [first] = shows;
  return first === undefined ? `${account}: "${text}"` : `${account}: pictures of ${first.replace(/-\d$/, '')}`;
}

function groupOf(groups: Map<string, Group>, key: string): Group {
  const group = groups.get(key) ?? { rows: [], posts: [] };
  groups.set(key, group);
  return group;
}

function judgeGroup(key: string, group: Group, log: LogStore, options: JudgeOptions): readonly Violation[] {
  const violations: Violation[] = [];
  const report = (rule: string, what: string): void => void violations.push({ rule, what: `${key}: ${what}` });
  const { rows, posts } = group;
  const posted = rows.filter(({ state }) => state === 'POSTED');
  const ids = posted.map(({ result }) => result?.postId ?? '');
  for (const row of rows) {
    if (!isFinal(row.state)) report('unsettled', `${row.id} ended as ${row.state}`);
    if (row.failure?.code === 'INTERNAL') report('internal', `${row.id} failed: ${row.failure.message}`);
  }
  for (const id of ids.filter((id) => !posts.some(({ postId }) => postId === id))) {
    report('wrong-link', `says it is ${id}, which is not a post of it`);
  }
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) report('shared', `${id} settled two rows`);
  for (const { id, result } of posted) {
    const owner = log.claimOf(result?.postId ?? '');
    if (owner !== id) report('claim', `${id} is ${result?.postId}, claimed by ${owner ?? 'nobody'}`);
  }
  countPosts(group, options, report);
  return violations;
}

function countPosts(
  { rows, posts }: Group,
  { mayDouble, doubled, isCertain }: JudgeOptions,
  report: (rule: string, what: string) => void,
): void {
  const mayHavePost = rows.filter((row) => row.state === 'POSTED' || isGivenUp(row));
  const isSurplus = posts.length > mayHavePost.length;
  const isTold = rows.some(({ id }) => doubled.has(id));
  const counted = `${posts.length} posts for ${rows.map(({ id, state }) => `${id} ${state}`).join(', ')}`;
  if (isSurplus && !mayDouble) report('surplus', counted);
  if (isSurplus && mayDouble && !isTold) report('untold', `${counted}, and no alarm`);
  // Where nobody can tell which post is whose, an alarm may be too many. What was given up without a look is told when it
  // turns out to be there.
  if (isTold && !isSurplus && isCertain && rows.length === 1 && !rows.some(isGivenUp)) report('false-alarm', counted);
}

/** `whenUnknown: drop`: nobody claims to know whether X has its post. */
function isGivenUp({ state, failure }: Publication): boolean {
  return state === 'REJECTED' && failure?.code === 'OUTCOME_UNKNOWN';
}

/** What is posted was put away, whoever died on the way; what is not lies where it was. */
function judgeDrops(log: LogStore, dropped: ReadonlySet<string>): readonly Violation[] {
  return log.rows.flatMap(({ id, drop, state }) => {
    if (drop === null) return [];
    const [place, other] = [drop.key, placeAfter(drop.key)];
    const [wanted, wrong] = state === 'POSTED' ? [other, place] : [place, other];
    return dropped.has(wrong) || !dropped.has(wanted)
      ? [{ rule: 'place', what: `${id} is ${state}, and lies elsewhere` }]
      : [];
  });
}

/** A part stands on X only behind the one before it. */
function judgeThreads(log: LogStore): readonly Violation[] {
  return log.rows.flatMap(({ id, thread, result, post }) => {
    const previousId = thread?.previousId ?? null;
    if (previousId === null || result === null) return [];
    const answered = log.publication(previousId)?.result?.postId;
    if (answered !== undefined && post?.replyTo === answered) return [];
    return [{ rule: 'thread', what: `${id} answers ${post?.replyTo}, the part before it is ${answered}` }];
  });
}

/** Where an account refuses repeats, no words stand there twice within the time it names. */
function judgeRepeats({ rules }: WorldPlan, posts: readonly SimPost[]): readonly Violation[] {
  const { refuseRepeatsWithinHours = 0, whenUnknown } = rules;
  // What was given up without a look may be there all the same.
  if (whenUnknown === 'drop') return [];
  // A post is made later than it is begun.
  const windowMs = refuseRepeatsWithinHours * 3_600_000 - 600_000;
  return posts.flatMap(({ account, text, createdAtEpochMs }, i) => {
    const isTwice = posts
      .slice(i + 1)
      .some(
        (later) =>
          later.account === account && later.text === text && later.createdAtEpochMs - createdAtEpochMs < windowMs,
      );
    return isTwice && text !== '' ? [{ rule: 'repeat', what: `${account}: "${text}" is there twice` }] : [];
  });
}
