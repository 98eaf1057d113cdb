/** How likely each fault is, from 0 to 1; far above life, so that few worlds show many faults. */
export interface FaultRates {
  /** By call to any port: the worker dies before the call leaves, or after it took effect and before its answer. */
  readonly crashBefore: number;
  readonly crashAfter: number;
  /** By call: takes seconds instead of milliseconds. */
  readonly slow: number;
  /** By call of a worker that may live long, while it holds an intent: it stands still for longer than its lease. */
  readonly freeze: number;
  /** By call to one of our stores: refused before it does anything, or done and its answer lost. */
  readonly storeRefuses: number;
  readonly storeAnswerLost: number;
  /** By read of the index of due rows: it shows what was true some seconds ago. */
  readonly staleIndex: number;
  readonly hintLost: number;
  readonly hintDoubled: number;
  readonly hintLate: number;
  /** By fetch: the server of a picture is down, or has it no more. */
  readonly fetchFails: number;
  readonly fetchRefused: number;
  /** By call to X other than the one that creates a post. */
  readonly xRefusesConnection: number;
  readonly xUnavailable: number;
  readonly xAnswerLost: number;
  readonly xLimits: number;
  /** By call that creates a post. */
  readonly createRefusesConnection: number;
  readonly createLimited: number;
  readonly createLostBefore: number;
  readonly createLostAfter: number;
  /** Done by X some time after the call ended without an answer. */
  readonly createLate: number;
  /** An error no driver should throw; the post is there or not. */
  readonly createBreaks: number;
}

export const standardRates: FaultRates = {
  crashBefore: 0.008,
  crashAfter: 0.012,
  slow: 0.03,
  freeze: 0.04,
  storeRefuses: 0.03,
  storeAnswerLost: 0.03,
  staleIndex: 0.05,
  hintLost: 0.05,
  hintDoubled: 0.1,
  hintLate: 0.1,
  fetchFails: 0.1,
  fetchRefused: 0.02,
  xRefusesConnection: 0.02,
  xUnavailable: 0.03,
  xAnswerLost: 0.02,
  xLimits: 0.01,
  createRefusesConnection: 0.03,
  createLimited: 0.03,
  createLostBefore: 0.08,
  createLostAfter: 0.06,
  createLate: 0.06,
  createBreaks: 0.01,
};

/** The world once the faults are over. */
export const noFaults: FaultRates = {
  crashBefore: 0,
  crashAfter: 0,
  slow: 0,
  freeze: 0,
  storeRefuses: 0,
  storeAnswerLost: 0,
  staleIndex: 0,
  hintLost: 0,
  hintDoubled: 0,
  hintLate: 0,
  fetchFails: 0,
  fetchRefused: 0,
  xRefusesConnection: 0,
  xUnavailable: 0,
  xAnswerLost: 0,
  xLimits: 0,
  createRefusesConnection: 0,
  createLimited: 0,
  createLostBefore: 0,
  createLostAfter: 0,
  createLate: 0,
  createBreaks: 0,
};
