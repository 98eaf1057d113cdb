import { type ContenderName, contenderNames, peers } from '../contender/names.ts';
import type { Turn } from '../measurement.ts';

/** The medians of one contender's turns at one job. */
export interface Cell extends Turn {
  readonly turns: number;
}

/** How much one of ours takes of what its peer takes in the same cell: below 1 is better. */
export interface Comparison {
  readonly item: string;
  readonly latencyMs: number;
  readonly contender: ContenderName;
  readonly peer: ContenderName;
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
}

/** One cell for each item, latency and contender, in the order in which they were measured first. */
export function summarize(turns: readonly Turn[]): Cell[] {
  const groups = new Map<string, Turn[]>();
  for (const turn of turns) {
    const name = `${turn.item} ${turn.latencyMs} ${turn.contender}`;
    groups.set(name, [...(groups.get(name) ?? []), turn]);
  }
  return [...groups.values()].flatMap(medians).toSorted(inOrder(turns));
}

/** Each of ours against its peer, where both were measured. */
export function compare(cells: readonly Cell[]): Comparison[] {
  return cells.flatMap((cell) => {
    const { item, latencyMs, contender } = cell;
    const peer = cells.find(
      (other) => other.item === item && other.latencyMs === latencyMs && other.contender === peers[contender],
    );
    if (peer === undefined) return [];
    const wall = cell.wallMs / peer.wallMs;
    const cpu = cell.cpuMs / peer.cpuMs;
    const peak = cell.peakBytes / peer.peakBytes;
    return [{ item, latencyMs, contender, peer: peer.contender, wall, cpu, peak }];
  });
}

function medians(turns: readonly Turn[]): Cell[] {
  const [first] = turns;
  if (first === undefined) return [];
  const of = (figure: (turn: Turn) => number): number => median(turns.map(figure));
  return [
    {
      ...first,
      turns: turns.length,
      wallMs: of(({ wallMs }) => wallMs),
      cpuMs: of(({ cpuMs }) => cpuMs),
      idleBytes: of(({ idleBytes }) => idleBytes),
      peakBytes: of(({ peakBytes }) => peakBytes),
      storeRequests: of(({ storeRequests }) => storeRequests),
      storeConnections: of(({ storeConnections }) => storeConnections),
      xRequests: of(({ xRequests }) => xRequests),
      xConnections: of(({ xConnections }) => xConnections),
    },
  ];
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}

function inOrder(turns: readonly Turn[]): (a: Cell, b: Cell) => number {
  const seen = [...new Set(turns.map(({ item }) => item))];
  return (a, b) =>
    a.latencyMs - b.latencyMs ||
    seen.indexOf(a.item) - seen.indexOf(b.item) ||
    contenderNames.indexOf(a.contender) - contenderNames.indexOf(b.contender);
}
