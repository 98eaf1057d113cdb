import type { FaultRates } from './fault-rates.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What every part of one simulated world shares. */
export interface Stage {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  /** Those in force now. */
  readonly rates: FaultRates;
  /** A line of the schedule; not even built unless somebody reads it. */
  readonly trace: (line: () => string) => void;
}
