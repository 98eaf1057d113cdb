import { readFileSync } from 'node:fs';

import { type Item, warmUpItem } from '../items.ts';
import type { OwnFigures } from '../measurement.ts';
import type { Addresses } from '../targets/protocol.ts';
import type { BenchKeys, Contender, OpenContender } from './contender.ts';
import type { ContenderName } from './names.ts';

/** One turn, as the parent asks for it. */
export interface TurnOrder {
  readonly contender: ContenderName;
  readonly item: Item;
  readonly addresses: Addresses;
  readonly warmUpAddresses: Addresses;
  readonly keys: BenchKeys;
  /** Posts made before the clock starts. */
  readonly warmUps: number;
}

/** Each process loads one of them. */
const openers: Readonly<Record<ContenderName, () => Promise<OpenContender>>> = {
  'tav-v1': async () => (await import('./twitter-api-v2.ts')).openV1,
  'tav-v2': async () => (await import('./twitter-api-v2.ts')).openV2,
  'ours-v1': async () => (await import('./pigeonpost.ts')).openV1,
  'ours-v2': async () => (await import('./pigeonpost.ts')).openV2,
  'checked-v1': async () => (await import('./pigeonpost.ts')).openCheckedV1,
  'checked-v2': async () => (await import('./pigeonpost.ts')).openCheckedV2,
};

if (import.meta.main) {
  process.on('disconnect', () => process.exit());
  const order = JSON.parse(process.argv[2] ?? '') as TurnOrder;
  const figures = await takeTurn(order);
  process.send?.(figures, () => process.disconnect());
}

async function takeTurn(order: TurnOrder): Promise<OwnFigures> {
  const { contender, item, addresses, keys } = order;
  const { posts } = item;
  const open = await openers[contender]();
  await warmUp(open, order);
  // Opened before the clock starts, but for its connections.
  const ready = await Promise.all(Array.from({ length: item.inFlight > 1 ? 1 : posts }, () => open(addresses, keys)));
  const idleBytes = process.memoryUsage.rss();
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  // X refuses a text that was posted a moment ago.
  const postIds = await postAll(ready, item, (index) => `${contender}, ${item.title}, ${index}`);
  const wallMs = (performance.now() - startedMs) / posts;
  const { user, system } = process.cpuUsage(cpuBefore);
  const peakBytes = readPeakBytes();
  for (const one of ready) await one.close();
  return { wallMs, cpuMs: (user + system) / 1000 / posts, idleBytes, peakBytes, postIds };
}

/** As it is measured: each post by a contender with connections of its own. */
async function warmUp(open: OpenContender, { warmUps, warmUpAddresses, keys }: TurnOrder): Promise<void> {
  for (let done = 0; done < warmUps; done += 1) {
    const contender = await open(warmUpAddresses, keys);
    await contender.post(warmUpItem, 'warm-up');
    await contender.close();
  }
}

async function postAll(ready: readonly Contender[], item: Item, textOf: (index: number) => string): Promise<string[]> {
  const postIds: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < item.posts) {
      const index = next;
      next += 1;
      const contender = ready[index % ready.length];
      if (contender !== undefined) postIds.push(await contender.post(item, textOf(index)));
    }
  };
  await Promise.all(Array.from({ length: item.inFlight }, work));
  return postIds;
}

/** `maxRSS` begins with what the parent held when it forked, on Linux; the kernel's own mark of this program does not. */
function readPeakBytes(): number {
  try {
    const mark = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'));
    if (mark !== null) return Number(mark[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
