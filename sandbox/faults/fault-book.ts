import type { Account } from '../state/account.ts';
import type { FaultAction, FaultWish } from './fault.ts';

/** One fault as the control plane shows it. */
export interface Fault {
  readonly id: string;
  readonly match: FaultWish['match'];
  readonly action: FaultAction;
  /** Calls that matched endpoint and account, whether or not the fault acted on them. */
  seen: number;
  /** Calls it acted on. */
  acted: number;
}

interface Waiting {
  readonly faultId: string;
  readonly release: () => void;
}

/** The faults in force. The same calls in the same order meet the same faults. */
export class FaultBook {
  readonly #faults = new Map<string, Fault & { readonly draw: () => number }>();
  #waiting: Waiting[] = [];
  #count = 0;

  get all(): readonly Fault[] {
    return [...this.#faults.values()].map(({ draw: _draw, ...fault }) => fault);
  }

  /** Sets a fault; one with the same id is replaced and its counts begin anew. */
  add({ id = `fault-${(this.#count += 1)}`, match, action }: FaultWish): Fault {
    const fault = { id, match, action, seen: 0, acted: 0, draw: createDraw(match.seed) };
    this.#faults.set(id, fault);
    return fault;
  }

  /** Takes that fault away, or all of them, and lets go what it held. False when there is no such fault. */
  remove(id?: string): boolean {
    const known = id === undefined || this.#faults.delete(id);
    if (id === undefined) this.#faults.clear();
    const free = this.#waiting.filter(({ faultId }) => id === undefined || faultId === id);
    this.#waiting = this.#waiting.filter((waiting) => !free.includes(waiting));
    for (const { release } of free) release();
    return known;
  }

  /** The fault that acts on this call, if any: the first in order of setting. Every fault that matches counts the call. */
  match(callName: string, caller: Account | undefined): Fault | undefined {
    let acting: Fault | undefined;
    for (const fault of this.#faults.values()) {
      if (!concerns(fault.match, callName, caller)) continue;
      fault.seen += 1;
      if (isDue(fault) && acting === undefined) acting = fault;
    }
    if (acting !== undefined) acting.acted += 1;
    return acting;
  }

  /** Resolves when the fault is taken away. */
  held(faultId: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ faultId, release: resolve });
    });
  }
}

function concerns({ endpoint, account }: FaultWish['match'], callName: string, caller: Account | undefined): boolean {
  const name = endpoint.replace(/\.?\*$/, '');
  const named = name === '' || callName === name || callName.startsWith(`${name}.`);
  return (
    named &&
    (account === undefined || account === caller?.userId || account.toLowerCase() === caller?.screenName.toLowerCase())
  );
}

function isDue({ match, seen, acted, draw }: Fault & { readonly draw: () => number }): boolean {
  const { nth, every, times, probability } = match;
  // Drawn for each call, so that one condition does not shift the draws of another.
  const chosen = probability === undefined || draw() < probability;
  const inTurn = nth === undefined || [nth].flat().includes(seen);
  return chosen && inTurn && (every === undefined || seen % every === 0) && (times === undefined || acted < times);
}

/** Numbers from 0 up to but without 1 that depend on the seed alone (mulberry32). */
function createDraw(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
