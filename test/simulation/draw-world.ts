import type { AccountRules } from '../../functions/domain/publish-ports.ts';
import { standardRates, type FaultRates } from './fault-rates.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { XSettings } from './sim-x.ts';

const MINUTE_MS = 60_000;

/** Something that asks for a post, once or several times over. */
export interface Trigger {
  /** Also drawn into its pictures. */
  readonly name: string;
  readonly account: string;
  readonly source: 'drop' | 'webhook';
  /** Of drops: what is gathered for them. */
  readonly text: string;
  /** Further texts make a thread. */
  readonly threadTexts: readonly string[];
  readonly media: readonly ('photo' | 'video')[];
  /** Of webhooks: their pictures are named by address, and fetched. */
  readonly byUrl: boolean;
  readonly altText: string | undefined;
  readonly scheduleAfterMs: number | undefined;
  /** Milliseconds after the start, one for each delivery. */
  readonly deliveredAfterMs: readonly number[];
}

/** Something that a person does, or X does to an account. */
export interface Incident {
  readonly afterMs: number;
  readonly lastsMs: number;
  readonly account: string;
  readonly what: 'rotate' | 'credits' | 'locked' | 'pause' | 'cancel' | 'redrive' | 'settle';
}

/** All that is drawn before a world begins. */
export interface WorldPlan {
  readonly startEpochMs: number;
  /** Pictures travel inside the call that creates the post, as with v1.1's `update_with_media`. */
  readonly inline: boolean;
  readonly faultsEndAfterMs: number;
  readonly rates: FaultRates;
  readonly x: XSettings;
  readonly rules: AccountRules;
  readonly triggers: readonly Trigger[];
  readonly incidents: readonly Incident[];
  /** Share of publishers that no time limit ends. */
  readonly livesLong: number;
  /** How far the clocks of two workers may be apart. */
  readonly clocksApartMs: number;
}

export interface Scenario {
  readonly duplicateRule: boolean;
  /** How long after a call without an answer X may still create the post. */
  readonly latestCommitMs: number;
}

/** What the triggers of a world are like. */
interface Kind {
  readonly accounts: number;
  readonly drops: number;
  readonly withMedia: number;
  readonly shareTexts: number;
  readonly onePhoto?: boolean;
}

const kinds: readonly Kind[] = [
  { accounts: 3, drops: 0.4, withMedia: 0.4, shareTexts: 0 },
  { accounts: 3, drops: 0.4, withMedia: 0.4, shareTexts: 0.35 },
  { accounts: 1, drops: 0.2, withMedia: 0.4, shareTexts: 0.9 },
  // Pictures under the same words.
  { accounts: 1, drops: 0.5, withMedia: 0.9, shareTexts: 1 },
  // Posts that nobody can tell apart.
  { accounts: 1, drops: 0, withMedia: 0.1, shareTexts: 1 },
];

export function drawWorld(random: SeededRandom, scenario: Scenario): WorldPlan {
  const kind = random.pick(kinds);
  const accounts = ['ann', 'bob', 'cid'].slice(0, random.between(1, kind.accounts));
  const inline = random.chance(0.1);
  const triggers = Array.from({ length: random.between(4, 8) }, (_, i) =>
    drawTrigger(random, `t${i + 1}`, random.pick(accounts), inline ? { ...kind, onePhoto: true } : kind),
  );
  return {
    inline,
    startEpochMs: Date.UTC(2026, 9, random.between(1, 31), random.between(0, 23), random.between(0, 59)),
    faultsEndAfterMs: random.between(20, 40) * MINUTE_MS,
    rates: drawRates(random),
    x: drawX(random, scenario),
    rules: drawRules(random),
    triggers,
    incidents: accounts.flatMap((account) => drawIncidents(random, account)),
    livesLong: random.pick([0, 0.3, 1]),
    clocksApartMs: random.pick([0, 0, 2_000]),
  };
}

function drawTrigger(random: SeededRandom, name: string, account: string, kind: Kind): Trigger {
  const source = random.chance(kind.drops) ? 'drop' : 'webhook';
  const hasMedia = source === 'drop' || random.chance(kind.withMedia);
  const drawn = random.pick([['photo'], ['photo'], ['photo'], ['photo', 'photo'], ['video']] as const);
  const one: Trigger['media'] = kind.onePhoto === true ? ['photo'] : drawn;
  const media = hasMedia ? one : [];
  const firstAfterMs = random.between(0, 8 * MINUTE_MS);
  const again = random.chance(0.3) ? [firstAfterMs + random.between(0, 30 * MINUTE_MS)] : [];
  return {
    name,
    account,
    source,
    media,
    byUrl: source === 'webhook' && hasMedia && random.chance(0.2),
    threadTexts: drawThread(random, name, source),
    text: drawText(random, name, hasMedia, kind.shareTexts),
    altText: random.chance(0.5) ? 'a picture' : undefined,
    scheduleAfterMs: random.chance(0.15) ? random.between(5, 40) * MINUTE_MS : undefined,
    deliveredAfterMs: [firstAfterMs, ...again],
  };
}

function drawText(random: SeededRandom, name: string, hasMedia: boolean, shareTexts: number): string {
  if (random.chance(shareTexts)) return random.pick(['good morning', 'good morning', 'good morning', 'good night']);
  const kind = random.share({ empty: hasMedia ? 0.3 : 0, refused: 0.05 }, 'own');
  if (kind === 'empty') return '';
  return kind === 'own' ? `text of ${name}` : `refused by X, ${name}`;
}

function drawThread(random: SeededRandom, name: string, source: Trigger['source']): readonly string[] {
  if (source === 'drop' || !random.chance(0.15)) return [];
  return Array.from({ length: random.between(1, 3) }, (_, i) => `part ${i + 2} of ${name}`);
}

/** What matters most is drawn higher; and some worlds are so slow that functions run out of time. */
const leanings: Readonly<Record<string, readonly number[]>> = {
  createLostBefore: [0, 1, 2, 4],
  createLostAfter: [0, 1, 2, 4],
  slow: [0, 1, 1, 1, 10],
};

/** Each world leans to some faults and knows nothing of others: mixtures alone would never show some of them. */
function drawRates(random: SeededRandom): FaultRates {
  const drawn = Object.entries(standardRates).map(([name, rate]: [string, number]) => [
    name,
    rate * random.pick(leanings[name] ?? [0, 0.5, 1, 1, 2]),
  ]);
  return Object.fromEntries(drawn) as FaultRates;
}

function drawX(random: SeededRandom, { duplicateRule, latestCommitMs }: Scenario): XSettings {
  return {
    duplicateRule,
    latestCommitMs,
    mayReadTimeline: random.chance(0.95),
    timelineLagMs: random.pick([0, 60_000, 60_000]),
    clockSkewMs: random.pick([0, random.between(-30_000, 30_000)]),
    mediaLivesSeconds: random.pick([86_400, 86_400, 900, 300]),
    postsPerWindow: random.pick([3, 1_000, 1_000]),
    tokensOwnMedia: random.chance(0.5),
  };
}

function drawRules(random: SeededRandom): AccountRules {
  return {
    maxLatenessHours: random.pick([1, 168, 168, 168]),
    reconcileAfterSeconds: [30, 120, 600],
    whenUnknown: random.pick(['ask', 'ask', 'drop']),
    ...(random.chance(0.15) ? { postsPerDay: random.between(2, 4) } : {}),
    ...(random.chance(0.1) ? { mediaPerDay: random.between(2, 4) } : {}),
    ...(random.chance(0.15) ? { minimumSpacingSeconds: random.between(10, 900) } : {}),
    ...(random.chance(0.15) ? { monthlyBudgetMicroUsd: random.between(40, 120) * 1_000 } : {}),
    ...(random.chance(0.15) ? { refuseRepeatsWithinHours: 24 } : {}),
    ...(random.chance(0.1) ? { untoldLimit: { posts: random.between(2, 4), windowSeconds: 3_600 } } : {}),
  };
}

function drawIncidents(random: SeededRandom, account: string): readonly Incident[] {
  const sorts = ['rotate', 'credits', 'locked', 'pause', 'cancel', 'redrive', 'settle'] as const;
  return sorts
    .filter(() => random.chance(0.15))
    .map((what) => ({
      what,
      account,
      afterMs: random.between(0, 30 * MINUTE_MS),
      lastsMs: random.between(1, 15) * MINUTE_MS,
    }));
}
