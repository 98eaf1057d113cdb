import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { callWebhook } from '../call-webhook.ts';
import { Machine, type Engine } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const COPIES = 100;
const AT_ONCE = 20;
/** So many answers have come when the engine is killed. */
const KILLS = [30, 65];

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));

interface Answer {
  readonly status: number;
  readonly document: Record<string, unknown>;
}

/** An engine that is killed in the midst of its work and started again, and senders that come again meanwhile. */
class Service {
  readonly answers: Answer[] = [];
  cutOff = 0;
  #engine: Promise<Engine>;
  readonly #machine: Machine;
  readonly #killsLeft = [...KILLS];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#engine = this.#start();
  }

  get engine(): Promise<Engine> {
    return this.#engine;
  }

  /** Repeats what gets no answer, as senders do. */
  async send(body: object): Promise<void> {
    for (;;) {
      const { ready } = await this.#engine;
      const answer = await callWebhook(ready.webhooks['cms']!, body, { id: 'msg_same' }).catch(() => undefined);
      if (answer === undefined) this.cutOff += 1;
      else if (answer.status !== 409) return this.#note(answer);
    }
  }

  #note(answer: Answer): void {
    this.answers.push(answer);
    if (this.answers.length !== this.#killsLeft[0]) return;
    this.#killsLeft.shift();
    this.#engine = this.#killAndStart(this.#engine);
  }

  async #killAndStart(engine: Promise<Engine>): Promise<Engine> {
    await (await engine).kill('SIGKILL');
    return this.#start();
  }

  async #start(): Promise<Engine> {
    return this.#machine.start('--read-times', '1,2,3');
  }
}

describe('one signed call, sent a hundred times', () => {
  it('F111, F114: is one post, though the engine is killed twice meanwhile', { timeout: 60_000 }, async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } },
    });
    const service = new Service(machine);
    const body = { text: 'once', media: [{ data: photo.toString('base64'), altText: 'A lake' }] };
    let left = COPIES;
    const sender = async () => {
      while (left > 0) {
        left -= 1;
        await service.send(body);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));

    const statuses = service.answers.map(({ status }) => status).toSorted((a, b) => b - a);
    expect(statuses).toEqual([202, ...Array.from({ length: COPIES - 1 }, () => 200)]);
    expect(new Set(service.answers.map(({ document }) => document['id'])).size).toBe(1);
    // The kills met calls that were on their way.
    expect(service.cutOff).toBeGreaterThan(0);
    const engine = await service.engine;
    await expect.poll(engine.rows, { timeout: 30_000 }).toMatchObject([{ state: 'posted', text: 'once' }]);
    expect(await sandbox.posts()).toMatchObject([{ text: expect.stringContaining('once') as string }]);
  });
});
