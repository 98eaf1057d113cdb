import { setImmediate as nextTurn } from 'node:timers/promises';

interface Happening {
  readonly atEpochMs: number;
  /** Breaks ties, so that a run is the same each time. */
  readonly sequence: number;
  readonly act: () => void;
}

/**
 * Owns time and the order of all that happens. One thing happens at a time, the earliest first; before the next one
 * everything that the code under test can do without waiting has been done. No real time passes.
 */
export class VirtualTime {
  readonly #heap: Happening[] = [];
  #nowEpochMs: number;
  #sequence = 0;
  #isStirred = false;
  /** How many things have happened. */
  happened = 0;

  constructor(startEpochMs: number) {
    this.#nowEpochMs = startEpochMs;
  }

  get nowEpochMs(): number {
    return this.#nowEpochMs;
  }

  after(milliseconds: number, act: () => void): void {
    this.at(this.#nowEpochMs + milliseconds, act);
  }

  at(epochMs: number, act: () => void): void {
    const atEpochMs = Math.max(Math.round(epochMs), this.#nowEpochMs);
    this.#push({ atEpochMs, sequence: (this.#sequence += 1), act });
  }

  /** To be called by whatever wakes code under test: it gets its turn before anything else happens. */
  stir(): void {
    this.#isStirred = true;
  }

  /** Lets things happen until `isOver`. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const next = this.#pop();
      if (next === undefined) throw new Error('the simulation has nothing left that could happen');
      this.#nowEpochMs = next.atEpochMs;
      this.happened += 1;
      next.act();
      if (!this.#isStirred) continue;
      this.#isStirred = false;
      // All microtasks run before the next turn of the event loop, however long their chain.
      await nextTurn();
    }
  }

  #push(happening: Happening): void {
    const heap = this.#heap;
    let at = heap.push(happening) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!comesBefore(happening, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = happening;
  }

  #pop(): Happening | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || first === last) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const child = left + 1 < heap.length && comesBefore(heap[left + 1]!, heap[left]!) ? left + 1 : left;
      if (!comesBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function comesBefore(a: Happening, b: Happening): boolean {
  return a.atEpochMs === b.atEpochMs ? a.sequence < b.sequence : a.atEpochMs < b.atEpochMs;
}
