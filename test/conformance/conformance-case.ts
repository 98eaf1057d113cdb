import type { Person, Target } from './target.ts';

/**
 * What a server must offer for a case to make sense. `control`: the sandbox's control plane, by which limits, clock, era and
 * accounts are set. `second-account`: keys of another account. `geo`: the account has geo turned on.
 */
export type Need = 'control' | 'second-account' | 'geo';

/** What a case works with. */
export interface Scene {
  readonly target: Target;
  /** The account whose keys were given. */
  readonly me: Person;
  /** Another account. @throws Error where there is none: such cases say that they need it */
  readonly other: () => Person;
  /** A text that was never posted before. */
  readonly text: (about?: string) => string;
}

/** One behaviour of X's API, checked by what an HTTP client sees. */
export interface ConformanceCase {
  /** Stable, dotted, as in `v1.update.duplicate`: `--skip` takes it or its beginning. */
  readonly name: string;
  /** The behaviour in the present tense. */
  readonly says: string;
  readonly needs?: readonly Need[];
  /** Throws an AssertionError when the server behaves otherwise. */
  run(scene: Scene): Promise<void>;
}
