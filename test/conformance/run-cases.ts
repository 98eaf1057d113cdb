import type { ConformanceCase, Need, Scene } from './conformance-case.ts';
import type { Target } from './target.ts';

export type Outcome = 'passed' | 'failed' | 'skipped';

export interface Result {
  readonly name: string;
  readonly says: string;
  readonly outcome: Outcome;
  /** Why it was skipped, or what was other than expected. */
  readonly detail?: string;
  readonly durationMs: number;
}

export interface RunOptions {
  /** Names, or beginnings of names up to a dot. */
  readonly skip?: readonly string[];
  /** Delete what a case posted once it ended. @default false */
  readonly clean?: boolean;
  /** Told of each case as it ends. */
  readonly tell?: (result: Result) => void;
}

/** Runs the cases one after the other, since some change settings of the whole server. */
export async function runCases(
  cases: readonly ConformanceCase[],
  target: Target,
  { skip = [], clean = false, tell = () => undefined }: RunOptions = {},
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const each of cases) {
    const result = await runCase(each, target, skip);
    if (clean) await target.deletePosted();
    results.push(result);
    tell(result);
  }
  return results;
}

async function runCase(each: ConformanceCase, target: Target, skipped: readonly string[]): Promise<Result> {
  const { name, says } = each;
  const why = reasonToSkip(each, target, skipped);
  if (why !== undefined) return { name, says, outcome: 'skipped', detail: why, durationMs: 0 };
  const startedMs = performance.now();
  const fault = await attempt(each, target);
  const durationMs = Math.round(performance.now() - startedMs);
  return fault === undefined
    ? { name, says, outcome: 'passed', durationMs }
    : { name, says, outcome: 'failed', detail: fault, durationMs };
}

async function attempt(each: ConformanceCase, target: Target): Promise<string | undefined> {
  try {
    await playCase(each, target);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Runs one case and puts the settings back. @throws AssertionError when the server behaves otherwise */
export async function playCase(each: ConformanceCase, target: Target): Promise<void> {
  try {
    await each.run(sceneOf(target));
  } finally {
    if (each.needs?.includes('control') === true) await target.control?.restore();
  }
}

function sceneOf(target: Target): Scene {
  const other: Scene['other'] = () => {
    if (target.second === undefined) throw new Error('this case needs the keys of a second account');
    return target.second;
  };
  return { target, me: target.me, other, text: uniqueText };
}

let texts = 0;

/** Time, count and chance: two runs against the same server must not meet its duplicate check. */
function uniqueText(about = 'conformance'): string {
  texts += 1;
  return `${about} ${Date.now().toString(36)} ${texts} ${Math.random().toString(36).slice(2, 8)}`;
}

const OFFERS: Readonly<Record<Need, { readonly missing: string; offers(target: Target): boolean }>> = {
  control: { missing: 'the server has no control plane', offers: ({ control }) => control !== undefined },
  'second-account': { missing: 'no keys of a second account', offers: ({ second }) => second !== undefined },
  geo: { missing: 'the account has geo turned off', offers: ({ geoEnabled }) => geoEnabled },
};

/** undefined when the case can run. */
export function reasonToSkip(
  { name, needs = [] }: ConformanceCase,
  target: Target,
  skipped: readonly string[],
): string | undefined {
  const told = skipped.find((part) => name === part || name.startsWith(`${part}.`));
  if (told !== undefined) return `--skip ${told}`;
  const missing = needs.find((need) => !OFFERS[need].offers(target));
  return missing === undefined ? undefined : OFFERS[missing].missing;
}
