import { FetchFailedError, MediaRejectedError } from '../../functions/domain/errors.ts';
import type { FetchPorts } from '../../functions/domain/fetch-media.ts';
import type { MediaFetcher } from '../../functions/domain/ports.ts';
import { draw, nameAt } from './sim-media.ts';
import { acceptPortsOf, publishPortsOf, type Surroundings } from './sim-ports.ts';
import type { SimWorker } from './sim-worker.ts';

const TAKES_MS = [50, 8_000] as const;

/** What the fetcher of media reaches, the internet among it. */
export function fetchPortsOf(worker: SimWorker, around: Surroundings): FetchPorts {
  const ports = publishPortsOf(worker, around);
  return {
    ...acceptPortsOf(worker, around),
    media: ports.media,
    random: ports.random,
    fetcher: fetcherOf(worker, around),
    fetchRules: () => ({ allowHttp: false, allowPrivateHosts: [] }),
  };
}

function fetcherOf(worker: SimWorker, { stage, plan }: Surroundings): MediaFetcher {
  const kindOf = (name: string) => {
    const [trigger, index] = name.split('-');
    return plan.triggers.find((one) => one.name === trigger)?.media[Number(index)] ?? 'photo';
  };
  return {
    fetch: (url) => {
      const name = nameAt(url);
      const { random, rates } = stage;
      const act = () => {
        if (random.chance(rates.fetchRefused)) throw new MediaRejectedError('FETCH_STATUS', 'it answers 404');
        return { toldBytes: undefined, bytes: once(draw(name, kindOf(name))) };
      };
      const error = (): Error => new FetchFailedError('FETCH_UNAVAILABLE', 'it answers 503');
      const trouble = { refuses: rates.fetchFails, answerLost: 0, error };
      return worker.call({ what: `fetch ${name}`, takesMs: TAKES_MS, act, trouble });
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
