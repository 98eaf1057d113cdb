import { acceptDrop } from '../../functions/domain/accept-drop.ts';
import { acceptPost, type AcceptPorts } from '../../functions/domain/accept-post.ts';
import { acceptThread } from '../../functions/domain/accept-thread.ts';
import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import { openMedia } from '../../functions/domain/open-media.ts';
import type { OperatePorts } from '../../functions/domain/operate-ports.ts';
import type { Journal } from '../../functions/domain/ports.ts';
import type { MediaRef, Post } from '../../functions/domain/post.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import type { AccountRules, Gathered, PublishPorts } from '../../functions/domain/publish-ports.ts';
import type { SettlePorts } from '../../functions/domain/settle-posted.ts';
import { tagMedia } from '../../functions/domain/tag-media.ts';
import type { InMemoryMediaStore } from '../fakes/in-memory-media-store.ts';
import type { Trigger, WorldPlan } from './draw-world.ts';
import { logOf, type LogStore } from './sim-log.ts';
import { addressOf, mediaOf } from './sim-media.ts';
import type { SimSecrets } from './sim-secrets.ts';
import type { SimWorker } from './sim-worker.ts';
import { xAccountOf } from './sim-x-account.ts';
import type { SimX } from './sim-x.ts';
import type { Stage } from './stage.ts';

/** What all workers of a world reach, each through ports of his own. */
export interface Surroundings {
  readonly stage: Stage;
  readonly plan: WorldPlan;
  readonly log: LogStore;
  readonly media: InMemoryMediaStore;
  readonly x: SimX;
  readonly secrets: SimSecrets;
  readonly journal: Journal;
  readonly arriveHint: (account: string, delaySeconds: number) => void;
  readonly arriveFetchHint: (id: string, delaySeconds: number) => void;
}

export function acceptPortsOf(worker: SimWorker, around: Surroundings): AcceptPorts {
  const { stage, log, journal } = around;
  return {
    log: logOf(worker, log, stage),
    hints: { send: (account, delaySeconds = 0) => sendHint(worker, around, account, delaySeconds, around.arriveHint) },
    fetchHints: { send: (id) => sendHint(worker, around, id, 0, around.arriveFetchHint) },
    journal,
    clock: () => worker.now(),
  };
}

/** What a person's command reaches. */
export function operatePortsOf(worker: SimWorker, around: Surroundings): OperatePorts & SettlePorts {
  const ports = publishPortsOf(worker, around);
  return {
    ...acceptPortsOf(worker, around),
    announce: (row) => ports.announce(row),
    pause: (milliseconds) => ports.pause(milliseconds),
  };
}

export function publishPortsOf(worker: SimWorker, around: Surroundings): PublishPorts {
  const { stage, plan, x, secrets } = around;
  const media = mediaOf(worker, around.media, stage);
  return {
    ...acceptPortsOf(worker, around),
    media,
    accounts: {
      open: async (account, { freshKeys = false } = {}) => {
        const token = await secrets.read(worker, account, freshKeys);
        return xAccountOf({ account, token, inline: plan.inline, worker, x, stage });
      },
    },
    random: () => stage.random.next(),
    pause: (milliseconds) => worker.pause(milliseconds),
    gather: async (row) => {
      if (row.drop === null) throw new Error(`row ${row.id} gathers, but nothing was dropped`);
      await openMedia(row.drop, media);
      return gatherFor(row, plan, stage);
    },
    announce: async (row) => {
      await tagMedia(row, media);
      const { drop, state } = row;
      if (drop === null) return;
      if (state === 'POSTED') await media.move(drop, placeAfter(drop.key));
    },
    rules: () => rulesAt(stage.time.nowEpochMs, plan),
  };
}

/** Where a drop is brought once it is posted. */
export function placeAfter(key: string): string {
  return `posted/${key}`;
}

/** The owner's budget is meant to hold posts back for a while, not for a month: then he drops it. */
const BUDGET_HOLDS_MS = 3 * 3_600_000;

export function rulesAt(nowEpochMs: number, { startEpochMs, rules }: WorldPlan): AccountRules {
  const { monthlyBudgetMicroUsd: _, ...unlimited } = rules;
  return nowEpochMs - startEpochMs > BUDGET_HOLDS_MS ? unlimited : rules;
}

/** Takes the trigger in as its handler does. */
export async function acceptTrigger(trigger: Trigger, around: Surroundings, ports: AcceptPorts): Promise<void> {
  const { name: id, source, account } = trigger;
  const common = { id, label: id, fingerprint: id, source };
  if (source === 'drop') {
    const ref: MediaRef = { area: 'drop', key: `${id}-0` };
    await acceptDrop({ ...common, account, ref, settleMs: 5_000 }, ports);
    return;
  }
  const post = postOf(trigger, around.plan);
  const { threadTexts } = trigger;
  if (threadTexts.length === 0) await acceptPost({ ...common, post }, ports);
  else {
    const others = threadTexts.map((text) => ({ account, text, media: [] }));
    await acceptThread({ ...common, posts: [post, ...others] }, ports);
  }
}

export function postOf(trigger: Trigger, { startEpochMs }: WorldPlan): Post {
  const { name, account, text, source, altText, scheduleAfterMs } = trigger;
  const area = source === 'drop' ? 'drop' : 'work';
  return {
    account,
    text,
    media: trigger.media.map((_, i) => ({
      ...(trigger.byUrl
        ? { from: 'url', url: addressOf(`${name}-${i}`) }
        : { from: 'stored', ref: { area, key: `${name}-${i}` } }),
      ...(altText === undefined ? {} : { altText }),
    })),
    ...(scheduleAfterMs === undefined ? {} : { scheduleAtEpochMs: startEpochMs + scheduleAfterMs }),
  };
}

function gatherFor(row: Publication, plan: WorldPlan, { time, random }: Stage): Gathered {
  if (random.chance(0.1)) return { outcome: 'wait', untilEpochMs: time.nowEpochMs + random.between(1_000, 60_000) };
  const trigger = plan.triggers.find(({ name }) => name === row.id);
  if (trigger === undefined) throw new Error(`no trigger is called ${row.id}`);
  return { outcome: 'complete', post: postOf(trigger, plan), warnings: [] };
}

const TAKES_MS = [5, 40] as const;
const LATEST_HINT_SECONDS = 600;

function sendHint(
  worker: SimWorker,
  { stage }: Surroundings,
  at: string,
  delaySeconds: number,
  arrive: Surroundings['arriveHint'],
): Promise<void> {
  const { storeRefuses: refuses, storeAnswerLost: answerLost } = stage.rates;
  const error = (): Error => new StoreUnavailableError('the queue of hints does not answer');
  const act = (): void => {
    const { random, rates } = stage;
    const copies = random.share({ 0: rates.hintLost, 2: rates.hintDoubled }, '1');
    for (let copy = 0; copy < Number(copies); copy += 1) {
      const late = random.chance(rates.hintLate) ? random.between(0, LATEST_HINT_SECONDS) : 0;
      arrive(at, delaySeconds + late);
    }
  };
  return worker.call({ what: `hints.send ${at}`, takesMs: TAKES_MS, act, trouble: { refuses, answerLost, error } });
}
