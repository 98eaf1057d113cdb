import type { Stage } from './stage.ts';

/** One call of the code under test to the world outside. */
export interface PortCall<Answer> {
  /** As in `log.transact`. */
  readonly what: string;
  /** Milliseconds from call to answer when all is well, least and most. */
  readonly takesMs: readonly [least: number, most: number];
  /** The effect, and the answer or the error that it gives. */
  readonly act: () => Answer | Promise<Answer>;
  /** Between intent and result: here it hurts most when a worker stands still. */
  readonly isDelicate?: boolean;
  /** The error when the other side refuses before it does anything, or when its answer gets lost. */
  readonly trouble?: { readonly refuses: number; readonly answerLost: number; readonly error: () => Error };
}

type Fate = 'fine' | 'crash-before' | 'crash-after' | 'refused' | 'answer-lost';

const SLOWEST_MS = 20_000;
/** Beyond the lease of 150 s. With a call on its lips nobody can stop it: the sum with X's lags stays below ten minutes. */
const FREEZE_BEFORE_MS = [155_000, 300_000] as const;
/** As when a laptop sleeps: what it does then must not depend on what it knew before. */
const FREEZE_AFTER_MS = [155_000, 7_200_000] as const;

export interface SimWorkerOptions {
  readonly livesLong: boolean;
  readonly clockSkewMs: number;
  readonly onCrash: () => void;
}

/**
 * One running process, or one invocation of a function. Each of its calls may be its last: a dead worker gets no
 * answer and no error any more, so that no `finally` of its own can save the day.
 */
export class SimWorker {
  readonly name: string;
  /** Not ended by a function's time limit, so that it may wake up after its lease. */
  readonly livesLong: boolean;
  readonly #clockSkewMs: number;
  readonly #stage: Stage;
  readonly #onCrash: () => void;
  #isDead = false;
  #frozenUntilEpochMs = 0;

  constructor(name: string, stage: Stage, options: SimWorkerOptions) {
    this.name = name;
    this.livesLong = options.livesLong;
    this.#clockSkewMs = options.clockSkewMs;
    this.#stage = stage;
    this.#onCrash = options.onCrash;
  }

  /** By the clock of its machine. */
  now(): number {
    return this.#stage.time.nowEpochMs + this.#clockSkewMs;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  crash(why: string): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#stage.trace(() => `${this.name} dies: ${why}`);
    this.#onCrash();
  }

  /** No more crashes: its work is done. */
  retire(): void {
    this.#isDead = true;
  }

  call<Answer>(call: PortCall<Answer>): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (this.#isDead) return promise;
    const { time } = this.#stage;
    const fate = this.#drawFate(call);
    const [least, most] = call.takesMs;
    const takesMs = this.#stretch(this.#stage.random.between(least, most));
    // It stands still before the call leaves, or with the answer on its way.
    if (this.#stage.random.chance(0.5)) this.#maybeFreeze(call, FREEZE_BEFORE_MS);
    const leavesAtEpochMs = Math.max(time.nowEpochMs + takesMs / 2, this.#frozenUntilEpochMs);
    time.at(leavesAtEpochMs, () => this.#act(call, fate, takesMs / 2, resolve, reject));
    return promise;
  }

  /** Resolves after that long; the worker may die meanwhile. */
  pause(milliseconds: number): Promise<void> {
    return this.call({ what: 'pause', takesMs: [milliseconds, milliseconds], act: () => undefined });
  }

  #act<Answer>(
    call: PortCall<Answer>,
    fate: Fate,
    answerAfterMs: number,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ): void {
    if (this.#isDead) return;
    if (fate === 'crash-before') return this.crash(`before ${call.what}`);
    const fail = (error: unknown, why: string): void => this.#answer(call, why, answerAfterMs, () => reject(error));
    if (fate === 'refused') return fail(call.trouble?.error(), 'refused');
    let outcome: Answer | Promise<Answer>;
    try {
      outcome = call.act();
    } catch (error) {
      if (fate === 'crash-after') return this.crash(`after ${call.what}`);
      return fail(error, String(error));
    }
    // Nobody hears of it who is dead, or whose answer got lost.
    if (outcome instanceof Promise) outcome.catch(() => undefined);
    if (fate === 'crash-after') return this.crash(`after ${call.what}`);
    this.#maybeFreeze(call, FREEZE_AFTER_MS);
    if (fate === 'answer-lost') return fail(call.trouble?.error(), 'done, answer lost');
    if (!(outcome instanceof Promise)) {
      const answer = outcome;
      return this.#answer(call, 'fine', answerAfterMs, () => resolve(answer));
    }
    this.#stage.time.stir();
    outcome.then(
      (answer) => this.#answer(call, 'fine', answerAfterMs, () => resolve(answer)),
      (error: unknown) => fail(error, String(error)),
    );
  }

  #answer(call: PortCall<unknown>, how: string, afterMs: number, settle: () => void): void {
    const { time, trace } = this.#stage;
    const arrive = (): void => {
      if (this.#isDead) return;
      if (this.#frozenUntilEpochMs > time.nowEpochMs) return time.at(this.#frozenUntilEpochMs, arrive);
      trace(() => `${this.name} ${call.what}: ${how}`);
      time.stir();
      settle();
    };
    time.after(afterMs, arrive);
  }

  #drawFate(call: PortCall<unknown>): Fate {
    const { random, rates } = this.#stage;
    const { crashBefore, crashAfter } = rates;
    const { refuses = 0, answerLost = 0 } = call.trouble ?? {};
    return random.share(
      { 'crash-before': crashBefore, 'crash-after': crashAfter, refused: refuses, 'answer-lost': answerLost },
      'fine',
    );
  }

  #stretch(takesMs: number): number {
    const { random, rates } = this.#stage;
    return random.chance(rates.slow) ? Math.max(takesMs, random.between(1_000, SLOWEST_MS)) : takesMs;
  }

  /** Once in its life: two such pauses between intent and call would be longer than anybody can wait. */
  #maybeFreeze({ isDelicate = false }: PortCall<unknown>, [least, most]: readonly [number, number]): void {
    const { random, rates, time, trace } = this.#stage;
    const rate = isDelicate ? rates.freeze : rates.freeze / 20;
    if (!this.livesLong || this.#frozenUntilEpochMs > 0 || !random.chance(rate)) return;
    const milliseconds = random.between(least, most);
    this.#frozenUntilEpochMs = time.nowEpochMs + milliseconds;
    trace(() => `${this.name} stands still for ${milliseconds} ms`);
  }
}
