import * as errors from '../../functions/domain/errors.ts';
import type { SimWorker } from './sim-worker.ts';
import type { SimX } from './sim-x.ts';
import type { Stage } from './stage.ts';

export interface XSeat {
  readonly account: string;
  /** Version of the keys this account was opened with. */
  readonly token: number;
  /** Pictures travel inside the call that creates the post. */
  readonly inline: boolean;
  readonly worker: SimWorker;
  readonly x: SimX;
  readonly stage: Stage;
}

export const TAKES_MS = [100, 1_500] as const;

/** The medium as an upload or a look at its status tells it. */
export function stateOf({ x, stage }: XSeat, mediaId: string) {
  const { expiresAtEpochSeconds, readyAtEpochMs } = x.findMedium(mediaId);
  const { nowEpochMs } = stage.time;
  const told = { mediaId, mediaKey: `3_${mediaId}`, expiresAtEpochSeconds };
  if (readyAtEpochMs <= nowEpochMs) return told;
  return { ...told, processing: { checkAtEpochMs: nowEpochMs + stage.random.between(1_000, 30_000) } };
}

/** A call that may be repeated: its errors are those of the drivers after all their retries. */
export function callX<Answer>({ worker, stage }: XSeat, what: string, act: () => Answer): Promise<Answer> {
  const { xRefusesConnection, xUnavailable, xAnswerLost, xLimits } = stage.rates;
  return worker.call({
    what: `x.${what}`,
    takesMs: TAKES_MS,
    act,
    trouble: {
      refuses: xRefusesConnection + xUnavailable + xLimits,
      answerLost: xAnswerLost,
      error: () => {
        const kind = stage.random.share({ connection: 0.3, limits: 0.15 }, 'unavailable');
        if (kind === 'connection') return new errors.XUnreachableError('connection refused');
        if (kind === 'unavailable') return new errors.XUnavailableError('503 Service Unavailable');
        const resetAtEpochMs = stage.time.nowEpochMs + stage.random.between(0, 900_000);
        return new errors.RateLimitedError('RATE_LIMITED', '429 Too Many Requests', resetAtEpochMs);
      },
    },
  });
}
