import type { ContenderName } from '../contender/names.ts';
import type { Cell, Comparison } from './summarize.ts';

/** One thing we set out to reach; all are upper limits. */
export interface Goal {
  readonly title: string;
  readonly limit: number;
  readonly measured: number;
  readonly unit: 'x' | 'MB';
}

const WALL_LATENCY_MS = 40;
const wallLimits: readonly (readonly [ContenderName, Readonly<Record<string, number>>])[] = [
  ['ours-v1', { jpeg: 0.6, png: 0.6, gif: 0.5, video200: 0.3, video512: 0.25 }],
  ['ours-v2', { jpeg: 0.65, png: 0.5, gif: 0.35, video200: 0.2, video512: 0.15 }],
];
const CPU_LIMIT = 0.65;
const BURST_CPU_LIMIT = 0.7;
const peakLimits: Readonly<Record<string, number>> = { video200: 0.3, video512: 0.12 };
const OVER_IDLE_MB = 60;
const GROWTH_LIMIT = 1.2;

/** Each goal that these figures can answer, with what they answer. */
export function judgeGoals(cells: readonly Cell[], comparisons: readonly Comparison[]): Goal[] {
  return [...wallGoals(comparisons), ...cpuGoals(comparisons), ...memoryGoals(cells, comparisons)];
}

/** As far as the figure that is shown goes. */
export function isMet({ limit, measured, unit }: Goal): boolean {
  return unit === 'x' ? Number(measured.toFixed(2)) <= limit : Math.round(measured) <= limit;
}

function wallGoals(comparisons: readonly Comparison[]): Goal[] {
  return wallLimits.flatMap(([contender, limits]) =>
    Object.entries(limits).flatMap(([item, limit]) =>
      comparisons
        .filter((one) => one.contender === contender && one.item === item && one.latencyMs === WALL_LATENCY_MS)
        .map(({ wall }) => ({
          title: `wall, ${item}, ${contender}, at ${WALL_LATENCY_MS} ms`,
          limit,
          measured: wall,
          unit: 'x' as const,
        })),
    ),
  );
}

function cpuGoals(comparisons: readonly Comparison[]): Goal[] {
  return worst(ours(comparisons), ({ cpu }) => cpu).map(({ item, latencyMs, contender, cpu }) => ({
    title: `CPU, ${item}, ${contender}, at ${latencyMs} ms`,
    limit: item === 'burst' ? BURST_CPU_LIMIT : CPU_LIMIT,
    measured: cpu,
    unit: 'x' as const,
  }));
}

function memoryGoals(cells: readonly Cell[], comparisons: readonly Comparison[]): Goal[] {
  const besidePeer = worst(ours(comparisons), ({ peak }) => peak).flatMap(
    ({ item, latencyMs, contender, peak }): Goal[] => {
      const limit = peakLimits[item];
      const title = `peak memory, ${item}, ${contender}, at ${latencyMs} ms`;
      return limit === undefined ? [] : [{ title, limit, measured: peak, unit: 'x' }];
    },
  );
  const overIdle = worst(ours(cells), ({ peakBytes, idleBytes }) => peakBytes - idleBytes).map(
    ({ item, latencyMs, contender, peakBytes, idleBytes }) => ({
      title: `peak memory over idle, ${item}, ${contender}, at ${latencyMs} ms`,
      limit: OVER_IDLE_MB,
      measured: (peakBytes - idleBytes) / 1e6,
      unit: 'MB' as const,
    }),
  );
  return [...besidePeer, ...growth(cells), ...overIdle];
}

/** For each item and contender the latency at which the figure is highest: a goal holds everywhere or not at all. */
function worst<T extends Pick<Cell, 'item' | 'contender'>>(list: readonly T[], figure: (one: T) => number): T[] {
  const highest = new Map<string, T>();
  for (const one of list) {
    const name = `${one.item} ${one.contender}`;
    const known = highest.get(name);
    if (known === undefined || figure(one) > figure(known)) highest.set(name, one);
  }
  return [...highest.values()];
}

function growth(cells: readonly Cell[]): Goal[] {
  return ours(cells)
    .filter(({ item }) => item === 'video512')
    .flatMap((large): Goal[] => {
      const small = cells.find(
        ({ item, latencyMs, contender }) =>
          item === 'video200' && latencyMs === large.latencyMs && contender === large.contender,
      );
      if (small === undefined) return [];
      const title = `peak memory, 512 MB beside 200 MB, ${large.contender}, at ${large.latencyMs} ms`;
      return [{ title, limit: GROWTH_LIMIT, measured: large.peakBytes / small.peakBytes, unit: 'x' }];
    });
}

function ours<T extends { readonly contender: ContenderName }>(list: readonly T[]): T[] {
  return list.filter(({ contender }) => contender.startsWith('ours'));
}
