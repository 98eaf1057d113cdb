import type { Context, ScheduledEvent } from 'aws-lambda';

import { isOpen } from '../../functions/domain/account-lease.ts';
import { PigeonpostError } from '../../functions/domain/errors.ts';
import { fetchMedia } from '../../functions/domain/fetch-media.ts';
import { pauseAccount } from '../../functions/domain/pause-account.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { publishAccount } from '../../functions/domain/publish-account.ts';
import type { PublishPorts } from '../../functions/domain/publish-ports.ts';
import { createSweepHandler } from '../../functions/handlers/sweep.ts';
import type { Incident, Trigger } from './draw-world.ts';
import { cancelRow, redriveRow, settleAsPosted } from './sim-person.ts';
import { acceptPortsOf, acceptTrigger, operatePortsOf, publishPortsOf, type Surroundings } from './sim-ports.ts';
import { fetchPortsOf } from './sim-server.ts';
import { SimWorker } from './sim-worker.ts';
import type { Violation } from './watch-log.ts';

/** A change to the publisher's ports that stands for a mistake in the design. */
export type Mutate = (ports: PublishPorts) => PublishPorts;

const MINUTE_MS = 60_000;
/** How long `publish` may run as a function. */
const FUNCTION_MS = 120_000;
/** How long `fetch-media` may. */
const FETCH_FUNCTION_MS = 300_000;
/** How long a hint that nobody acknowledged stays invisible. */
const VISIBILITY_MS = 720_000;
const MAX_PUBLISHERS = 4;

/** The processes of one world: who starts when, and who starts again after a crash. */
export class SimWorld {
  readonly #around: Surroundings;
  readonly #mutate: Mutate;
  readonly #report: (violation: Violation) => void;
  readonly #unaccepted = new Set<string>();
  #publishers = 0;
  #started = 0;
  running = 0;

  constructor(around: Surroundings, mutate: Mutate, report: (violation: Violation) => void) {
    this.#around = around;
    this.#mutate = mutate;
    this.#report = report;
  }

  /** Deliveries that were never acknowledged, and so will come again. */
  get unaccepted(): number {
    return this.#unaccepted.size;
  }

  deliver(trigger: Trigger, delivery: string): void {
    this.#unaccepted.add(delivery);
    const { random, time } = this.#around.stage;
    const again = (): void => time.after(random.between(1, 120) * 1_000, () => this.deliver(trigger, delivery));
    const work = async (worker: SimWorker): Promise<void> => {
      await acceptTrigger(trigger, this.#around, acceptPortsOf(worker, this.#around));
      this.#unaccepted.delete(delivery);
    };
    this.#start(`intake of ${delivery}`, false, work, again);
  }

  /** A hint arrives: somebody looks after the account, or the queue holds the hint back. */
  publish(account: string): void {
    const { stage, plan } = this.#around;
    if (this.#publishers >= MAX_PUBLISHERS) return stage.time.after(5_000, () => this.publish(account));
    this.#publishers += 1;
    const livesLong = stage.random.chance(plan.livesLong);
    const deadlineEpochMs = livesLong ? Infinity : stage.time.nowEpochMs + FUNCTION_MS;
    const work = async (worker: SimWorker): Promise<void> => {
      const ports = this.#mutate(publishPortsOf(worker, this.#around));
      const signal = this.#signalFor(worker, deadlineEpochMs);
      await publishAccount(account, ports, { owner: worker.name, deadlineEpochMs, signal });
    };
    const again = (): void => stage.time.after(VISIBILITY_MS, () => this.publish(account));
    this.#start(`publisher of ${account}`, livesLong, work, again, () => (this.#publishers -= 1));
  }

  /** The same for what a row shows by its address. */
  fetch(id: string): void {
    const { stage } = this.#around;
    const work = async (worker: SimWorker): Promise<void> => {
      const signal = this.#signalFor(worker, stage.time.nowEpochMs + FETCH_FUNCTION_MS);
      await fetchMedia(id, fetchPortsOf(worker, this.#around), signal);
    };
    const again = (): void => stage.time.after(6 * FETCH_FUNCTION_MS, () => this.fetch(id));
    this.#start(`fetcher of ${id}`, false, work, again);
  }

  /**
   * The minute has passed.
   *
   * @param isCalm no fault can come any more: where the account is shut, looking every half an hour is as good
   */
  sweep(isCalm: boolean): void {
    const { stage, log } = this.#around;
    const { nowEpochMs } = stage.time;
    const due = log.rows.filter(({ dueAtEpochMs }) => dueAtEpochMs !== null && dueAtEpochMs <= nowEpochMs);
    const isHalfHour = Math.floor(nowEpochMs / MINUTE_MS) % 30 === 0;
    const isWorth = ({ account, state }: Publication): boolean =>
      !isCalm || isHalfHour || state === 'FETCHING' || isOpen(log.gate(account), nowEpochMs);
    if (!due.some(isWorth)) return;
    const work = async (worker: SimWorker): Promise<void> => {
      await createSweepHandler(acceptPortsOf(worker, this.#around))({} as ScheduledEvent, {} as Context);
    };
    this.#start('sweep', false, work, () => undefined);
  }

  begin(incident: Incident): void {
    const { stage, x, secrets, plan, log } = this.#around;
    const { account, what, lastsMs } = incident;
    const { time, random } = stage;
    const { name } = random.pick(plan.triggers);
    stage.trace(() => `incident: ${what} ${account} for ${lastsMs} ms`);
    switch (what) {
      case 'rotate': {
        const next = secrets.versionOf(account) + 1;
        time.after(random.between(0, MINUTE_MS), () => x.rotate(account));
        return time.after(random.between(0, MINUTE_MS), () => secrets.store(account, next));
      }
      case 'credits':
      case 'locked':
        return x.shut(account, {
          fromEpochMs: time.nowEpochMs,
          untilEpochMs: time.nowEpochMs + lastsMs,
          reason: what,
        });
      case 'pause':
        return this.operate(`pauses ${account}`, (ports) => pauseAccount(account, 'a pause', ports));
      case 'cancel':
        return this.operate(`cancels ${name}`, (ports) => cancelRow(name, ports));
      case 'settle':
        return this.operate(`settles ${name}`, (ports) => settleAsPosted(name, x, log, ports));
      case 'redrive':
        return this.operate(`redrives ${name}`, (ports) => redriveRow(name, ports));
    }
  }

  /** A person at a command that he runs again until it has worked. */
  operate(what: string, act: (ports: ReturnType<typeof operatePortsOf>) => Promise<unknown>): void {
    const again = (): void => this.#around.stage.time.after(30_000, () => this.operate(what, act));
    const work = async (worker: SimWorker): Promise<void> => {
      await act(operatePortsOf(worker, this.#around));
    };
    this.#start(`a person ${what}`, false, work, again);
  }

  #start(
    name: string,
    livesLong: boolean,
    work: (worker: SimWorker) => Promise<void>,
    again: () => void,
    whenOver: () => void = () => undefined,
  ): void {
    const { stage } = this.#around;
    this.running += 1;
    const over = (): void => {
      this.running -= 1;
      whenOver();
    };
    const onCrash = (): void => {
      over();
      again();
    };
    const { clocksApartMs } = this.#around.plan;
    const clockSkewMs = Math.round((stage.random.next() - 0.5) * clocksApartMs);
    const worker = new SimWorker(`${(this.#started += 1)}. ${name}`, stage, { livesLong, clockSkewMs, onCrash });
    stage.trace(() => `${worker.name} starts`);
    stage.time.stir();
    work(worker).then(
      () => {
        worker.retire();
        stage.trace(() => `${worker.name} is done`);
        over();
      },
      (error: unknown) => {
        worker.retire();
        stage.trace(() => `${worker.name} fails: ${String(error)}`);
        if (!(error instanceof PigeonpostError))
          this.#report({ rule: 'thrown', what: `${worker.name}: ${tell(error)}` });
        onCrash();
      },
    );
  }

  /** A function is told shortly before its end, and then ended. */
  #signalFor(worker: SimWorker, deadlineEpochMs: number): AbortSignal {
    const { stage } = this.#around;
    const stop = new AbortController();
    if (deadlineEpochMs === Infinity) return stop.signal;
    stage.time.at(deadlineEpochMs - 5, () => {
      if (!worker.isDead) stop.abort();
    });
    stage.time.at(deadlineEpochMs, () => worker.crash('its time is over'));
    return stop.signal;
  }
}

function tell(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
