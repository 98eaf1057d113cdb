import { UndiciMediaFetcher } from './adapters/fetch/undici-media-fetcher.ts';
import { fetchRulesOf } from './config/fetch-rules-of.ts';
import type { FetchPorts } from './domain/fetch-media.ts';
import type { Engine } from './engine.ts';

/** Of an engine, what fetching media needs. */
type FetchEngine = Pick<Engine, 'config' | 'log' | 'hints' | 'journal' | 'clock' | 'random'> &
  Pick<FetchPorts, 'media'>;

/** What the fetcher of media reaches: the internet, the log, the work bucket, and no secret. */
export function wireFetcher(engine: FetchEngine): FetchPorts {
  const { log, hints, journal, clock, random, media, config } = engine;
  return {
    log,
    hints,
    journal,
    clock,
    random,
    media,
    fetcher: new UndiciMediaFetcher({ clock }),
    fetchRules: (row) => fetchRulesOf(row, config),
  };
}
