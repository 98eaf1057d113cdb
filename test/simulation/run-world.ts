import type { Journal } from '../../functions/domain/ports.ts';
import { isFinal } from '../../functions/domain/publication-state.ts';
import { resumeAccount } from '../../functions/domain/resume-account.ts';
import { InMemoryMediaStore } from '../fakes/in-memory-media-store.ts';
import { drawWorld, type WorldPlan } from './draw-world.ts';
import { noFaults } from './fault-rates.ts';
import { judge } from './judge.ts';
import { scenarioOf, type ScenarioName } from './scenarios.ts';
import { SeededRandom } from './seeded-random.ts';
import { LogStore } from './sim-log.ts';
import { draw } from './sim-media.ts';
import { settleRow } from './sim-person.ts';
import { rulesAt, type Surroundings } from './sim-ports.ts';
import { SimSecrets } from './sim-secrets.ts';
import { SimWorld, type Mutate } from './sim-world.ts';
import { SimX } from './sim-x.ts';
import type { Stage } from './stage.ts';
import { VirtualTime } from './virtual-time.ts';
import { watchTransaction, type Violation } from './watch-log.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly scenario?: ScenarioName;
  readonly mutate?: Mutate;
  /** Gets each line of the schedule. */
  readonly trace?: (line: string) => void;
}

export interface WorldReport {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** Journal lines of level `error`, counted by event. */
  readonly alarms: Readonly<Record<string, number>>;
  readonly states: Readonly<Record<string, number>>;
  readonly triggers: number;
  readonly posts: number;
  /** Calls of ports and other things that happened. */
  readonly happened: number;
  readonly virtualHours: number;
}

const MINUTE_MS = 60_000;
/** Longer than a post may be late: what is not settled by then never will be. */
const PATIENCE_MS = 9 * 24 * 60 * MINUTE_MS;
/** How long something waits for a person before one comes. */
const PERSON_COMES_AFTER_MS = 20 * MINUTE_MS;

/** One world from its first trigger until nothing happens any more, and what was wrong with it. */
export async function runWorld(options: WorldOptions): Promise<WorldReport> {
  const scenario = scenarioOf(options.scenario ?? 'standard', options.seed);
  const random = new SeededRandom(options.seed);
  const plan = drawWorld(random, scenario);
  const run = new WorldRun(plan, random, options);
  await run.toTheEnd();
  return run.report(options.seed, scenario.mayDouble);
}

class WorldRun {
  readonly #plan: WorldPlan;
  readonly #stage: Stage;
  readonly #around: Surroundings;
  readonly #world: SimWorld;
  readonly #violations: Violation[] = [];
  readonly #alarms: { readonly event: string; readonly id: string }[] = [];
  #rates;
  #isOver = false;

  constructor(plan: WorldPlan, random: SeededRandom, { mutate = (ports) => ports, trace }: WorldOptions) {
    this.#plan = plan;
    this.#rates = plan.rates;
    const time = new VirtualTime(plan.startEpochMs);
    const rates = (): typeof plan.rates => this.#rates;
    this.#stage = {
      time,
      random,
      get rates() {
        return rates();
      },
      trace: (line) => trace?.(`${((time.nowEpochMs - plan.startEpochMs) / 1_000).toFixed(3)} ${line()}`),
    };
    this.#around = this.#build();
    this.#world = new SimWorld(this.#around, mutate, (violation) => this.#violations.push(violation));
    this.#schedule();
  }

  async toTheEnd(): Promise<void> {
    await this.#stage.time.run(() => this.#isOver);
  }

  report(seed: number, mayDouble: boolean): WorldReport {
    const { log, x } = this.#around;
    const { triggers } = this.#plan;
    const doubled = new Set(this.#alarms.filter(({ event }) => event === 'double-detected').map(({ id }) => id));
    const options = { mayDouble, doubled, isCertain: !this.#plan.inline, dropped: this.#around.media.keys };
    const violations = [...this.#violations, ...judge(this.#plan, log, x.posts, options)];
    return {
      seed,
      violations,
      alarms: Object.fromEntries(Object.entries(Object.groupBy(this.#alarms, ({ event }) => event)).map(count)),
      states: Object.fromEntries(Object.entries(Object.groupBy(log.rows, ({ state }) => state)).map(count)),
      triggers: triggers.length,
      posts: x.posts.length,
      happened: this.#stage.time.happened,
      virtualHours: (this.#stage.time.nowEpochMs - this.#plan.startEpochMs) / (60 * MINUTE_MS),
    };
  }

  #build(): Surroundings {
    const stage = this.#stage;
    const log: LogStore = new LogStore(stage, (transaction) =>
      this.#violations.push(...watchTransaction(transaction, log, rulesAt(stage.time.nowEpochMs, this.#plan))),
    );
    const media = new InMemoryMediaStore();
    return {
      stage,
      plan: this.#plan,
      log,
      media,
      x: new SimX(stage, this.#plan.x),
      secrets: new SimSecrets(stage),
      journal: this.#journal(),
      arriveHint: (account, delaySeconds) => stage.time.after(delaySeconds * 1_000, () => this.#world.publish(account)),
      arriveFetchHint: (id, delaySeconds) => stage.time.after(delaySeconds * 1_000, () => this.#world.fetch(id)),
    };
  }

  #journal(): Journal {
    return {
      write: (level, event, fields = {}) => {
        this.#stage.trace(() => `  journal ${level} ${event} ${JSON.stringify(fields)}`);
        if (level !== 'error') return;
        this.#alarms.push({ event, id: String(fields['id'] ?? '') });
        if (event === 'unexpected-error' && !String(fields['stack']).includes('a fault of the driver')) {
          this.#violations.push({ rule: 'unexpected', what: String(fields['stack']) });
        }
      },
    };
  }

  #schedule(): void {
    const { time } = this.#stage;
    for (const trigger of this.#plan.triggers) {
      for (const [i, kind] of trigger.media.entries()) {
        const key = `${trigger.name}-${i}`;
        const area = trigger.source === 'drop' ? 'drop' : 'work';
        if (area === 'drop') this.#around.media.put(key, draw(key, kind));
        else void this.#around.media.stage(key, draw(key, kind));
      }
      for (const [i, afterMs] of trigger.deliveredAfterMs.entries()) {
        time.after(afterMs, () => this.#world.deliver(trigger, `${trigger.name}/${i + 1}`));
      }
    }
    for (const incident of this.#plan.incidents) time.after(incident.afterMs, () => this.#world.begin(incident));
    time.after(this.#plan.faultsEndAfterMs, () => {
      this.#rates = noFaults;
      this.#stage.trace(() => 'the faults are over');
    });
    time.after(MINUTE_MS, () => this.#tick());
  }

  #tick(): void {
    const { time } = this.#stage;
    const elapsedMs = time.nowEpochMs - this.#plan.startEpochMs;
    this.#world.sweep(this.#rates === noFaults);
    this.#askPerson();
    this.#isOver = elapsedMs > PATIENCE_MS || (elapsedMs > this.#plan.faultsEndAfterMs && this.#isQuiet());
    time.after(MINUTE_MS, () => this.#tick());
  }

  #isQuiet(): boolean {
    const { log, x } = this.#around;
    const isSettled = log.rows.every((row) => row.dueAtEpochMs === null && isFinal(row.state));
    return this.#world.running === 0 && this.#world.unaccepted === 0 && x.pendingCommits === 0 && isSettled;
  }

  /** A person comes by now and then: resumes what is held, and settles what no machine could. */
  #askPerson(): void {
    const { nowEpochMs } = this.#stage.time;
    const { log, x } = this.#around;
    for (const { account, held } of log.gates) {
      if (held === null || nowEpochMs - held.sinceEpochMs < PERSON_COMES_AFTER_MS) continue;
      this.#world.operate(`resumes ${account}`, (ports) => resumeAccount(account, ports));
    }
    if (x.pendingCommits > 0) return;
    for (const row of log.rows) {
      if (row.state !== 'NEEDS_HUMAN' || nowEpochMs - row.updatedAtEpochMs < PERSON_COMES_AFTER_MS) continue;
      this.#world.operate(`settles ${row.id}`, (ports) => settleRow(row, x, log, ports));
    }
  }
}

function count([name, items]: [string, readonly unknown[] | undefined]): [string, number] {
  return [name, items?.length ?? 0];
}
