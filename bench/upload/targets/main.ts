import { openDoor } from './open-door.ts';
import type { Addresses, Ask, Ready, Told } from './protocol.ts';
import { storeTarget } from './store-target.ts';
import { newTally, noTraffic, type Tally } from './tally.ts';
import { xTarget } from './x-target.ts';

/**
 * A process of its own, so that what the targets cost is counted for nobody: one set that is measured, and one without
 * latency to warm up on, whose connections are of no use to the measured job.
 */
const folder = process.argv[2] ?? '.';
const measured = newTally();

process.on('disconnect', () => process.exit());
process.on('message', (ask: Ask) => {
  const told: Told = { traffic: { ...measured.traffic } };
  Object.assign(measured, ask, { traffic: noTraffic() });
  process.send?.(told);
});
const ready: Ready = { measured: await open(measured), warmUp: await open(newTally()) };
process.send?.(ready);

/** v1.1 has two hosts at X, so there are two here. */
async function open(tally: Tally): Promise<Addresses> {
  return {
    storeUrl: await openDoor(storeTarget(folder, tally), tally, 'storeConnections'),
    apiUrl: await openDoor(xTarget(tally), tally, 'xConnections'),
    uploadUrl: await openDoor(xTarget(tally), tally, 'xConnections'),
  };
}
