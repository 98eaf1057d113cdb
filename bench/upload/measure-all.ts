import type { BenchKeys } from './contender/contender.ts';
import type { ContenderName } from './contender/names.ts';
import type { Item } from './items.ts';
import type { Traffic, Turn } from './measurement.ts';
import type { UploadOptions } from './read-options.ts';
import { takeTurn } from './take-turn.ts';
import type { RunningTargets } from './targets/start-targets.ts';

/** Nobody checks them. */
const KEYS: BenchKeys = {
  consumerKey: 'consumer-key',
  consumerSecret: 'consumer-secret',
  accessToken: 'access-token',
  accessTokenSecret: 'access-token-secret',
};
/** By then a process has loaded its modules and compiled most of its code. */
const WARM_UPS = 40;
/** From here on a round takes minutes, and the round trips outweigh the noise. */
const SLOW_MS = 100;

export interface Bench {
  readonly program: string;
  readonly targets: RunningTargets;
  readonly tell: (line: string) => void;
}

/** All turns of all contenders; within a cell they alternate, and each round begins with another. */
export async function measureAll(bench: Bench, options: UploadOptions): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const item of options.items) {
    for (const latencyMs of options.latenciesMs) {
      const rounds = options.rounds ?? (latencyMs >= SLOW_MS ? Math.max(1, item.rounds - 1) : item.rounds);
      for (let round = 0; round < rounds; round += 1) {
        for (const contender of rotated(options.contenders, round)) {
          const turn = await measure(bench, options, item, latencyMs, contender);
          turns.push(turn);
          const figures = `${turn.wallMs.toFixed(0)} ms, CPU ${turn.cpuMs.toFixed(0)} ms, peak ${(turn.peakBytes / 1e6).toFixed(0)} MB`;
          bench.tell(`${item.title} at ${latencyMs} ms, round ${round + 1} of ${rounds}, ${contender}: ${figures}`);
        }
      }
    }
  }
  return turns;
}

async function measure(
  { program, targets }: Bench,
  { handshakes, nodeOptions }: UploadOptions,
  item: Item,
  latencyMs: number,
  contender: ContenderName,
): Promise<Turn> {
  await targets.turn({ latencyMs, handshakes });
  const addresses = { addresses: targets.measured, warmUpAddresses: targets.warmUp };
  const order = { contender, item, keys: KEYS, ...addresses, warmUps: WARM_UPS };
  const { postIds, ...figures } = await takeTurn(program, order, nodeOptions);
  const traffic = perPost(await targets.turn({ latencyMs, handshakes }), postIds.length);
  return { item: item.name, latencyMs, contender, ...figures, ...traffic };
}

function perPost(traffic: Traffic, posts: number): Traffic {
  return {
    storeRequests: traffic.storeRequests / posts,
    storeConnections: traffic.storeConnections / posts,
    xRequests: traffic.xRequests / posts,
    xConnections: traffic.xConnections / posts,
    storeBytes: traffic.storeBytes / posts,
    xBytes: traffic.xBytes / posts,
  };
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
