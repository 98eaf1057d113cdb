import { onTestFinished } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';
import { newPublication } from '../../../functions/domain/new-publication.ts';
import { openGate } from '../../../functions/domain/open-gate.ts';
import type { AccountGate, Publication } from '../../../functions/domain/publication.ts';
import { startHttpGateway } from '../../../local/http-gateway.ts';
import type { PageOptions } from '../../../local/page/page-options.ts';
import { pageRoutes } from '../../../local/page/page-routes.ts';
import { InMemoryLog } from '../../fakes/in-memory-log.ts';
import { InMemoryMediaStore } from '../../fakes/in-memory-media-store.ts';
import { RecordingHints } from '../../fakes/recording-hints.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';

export const NOW_EPOCH_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

/** The page of the local engine on a free port, over a log in memory. */
export class TestPage {
  readonly log = new InMemoryLog();
  readonly media = new InMemoryMediaStore();
  readonly hints = new RecordingHints();
  readonly journal = new RecordingJournal();
  url = '';
  #rows = 0;

  async open(options: Partial<PageOptions> = {}): Promise<this> {
    const config = parseConfig({
      accounts: { main: {}, shop: { driver: 'v1' } },
      drops: [{ prefix: 'main/', account: 'main' }],
      webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } },
    });
    const { log, media } = this;
    const clock = () => NOW_EPOCH_MS;
    const quiet = { announce: async () => undefined, pause: async () => undefined };
    const operate = { log, media, hints: this.hints, journal: this.journal, clock, ...quiet };
    const base = { log, media, config, mode: 'SANDBOX', clock, operate } as const;
    const gateway = await startHttpGateway(pageRoutes({ ...base, ...options }), { host: '127.0.0.1', port: 0 });
    this.url = gateway.url;
    onTestFinished(async () => gateway.close());
    return this;
  }

  /** Adds a row, a minute younger than the one before. */
  async add(fields: Partial<Publication> = {}): Promise<Publication> {
    this.#rows += 1;
    const beginning = {
      id: this.#rows.toString(16).padStart(32, '0'),
      source: 'drop',
      label: `main/${this.#rows}.jpg`,
      account: 'main',
      fingerprint: '00',
      state: 'RECEIVED',
      dueAtEpochMs: null,
    } as const;
    const row = { ...newPublication(beginning, NOW_EPOCH_MS - 3_600_000 + this.#rows * 60_000), ...fields };
    await this.log.transact([row]);
    return row;
  }

  async hold(account: string, fields: Partial<AccountGate>): Promise<void> {
    await this.log.transact([{ ...openGate(account), version: 1, ...fields }]);
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers, signal: AbortSignal.timeout(10_000) });
  }

  async text(path: string): Promise<string> {
    return (await this.get(path)).text();
  }

  /** The token of the form on that page which leads to `action`. */
  async tokenOn(path: string, action: string): Promise<string> {
    const body = await this.text(path);
    const form = body.split('<form ').find((one) => one.includes(`action="${action}"`));
    const token = /name="token" value="([^"]+)"/.exec(form ?? '')?.[1];
    if (token === undefined) throw new Error(`no form on ${path} leads to ${action}`);
    return token;
  }

  /** Sends a form as a browser does that does not follow; `fields` besides the token. */
  async send(
    action: string,
    fields: Readonly<Record<string, string>> | FormData,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
    const signal = AbortSignal.timeout(10_000);
    return fetch(`${this.url}${action}`, { method: 'POST', body, headers, redirect: 'manual', signal });
  }

  /** Presses the button on that page which leads to `action`. */
  async press(path: string, action: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send(action, { ...fields, token: await this.tokenOn(path, action) });
  }
}
