import { describePublicationLog } from '../contracts/publication-log.ts';
import { noFaults } from './fault-rates.ts';
import { SeededRandom } from './seeded-random.ts';
import { LogStore, logOf } from './sim-log.ts';
import { SimWorker } from './sim-worker.ts';
import { VirtualTime } from './virtual-time.ts';

describePublicationLog('of the simulation', () => {
  const time = new VirtualTime(0);
  const stage = { time, random: new SeededRandom(1), rates: noFaults, trace: () => undefined };
  const worker = new SimWorker('a test', stage, { livesLong: false, clockSkewMs: 0, onCrash: () => undefined });
  let isOver = false;
  const tick = (): void => {
    time.stir();
    time.after(1, tick);
  };
  tick();
  void time.run(() => isOver);
  return {
    log: logOf(worker, new LogStore(stage, () => undefined), stage),
    close: () => {
      isOver = true;
    },
  };
});
