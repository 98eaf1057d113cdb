import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { runMain } from '../sandbox/run-main.ts';
import { dropPictures } from './drop-pictures.ts';
import { figuresOf, type Figures } from './figures.ts';
import { judge, type Judgement } from './judge.ts';
import { KilledEngine } from './killed-engine.ts';
import { prepareSandbox } from './prepare-sandbox.ts';
import { readAlarms } from './read-alarms.ts';
import { readRows, StateCounter } from './read-log.ts';
import type { SoakOptions } from './read-options.ts';
import { readFaultCounts, readPosts } from './read-sandbox.ts';
import { sendCalls, type SendReport } from './send-calls.ts';
import { makeTriggers, type Call, type Drop } from './trigger.ts';

/** Between two pictures, and two calls: faster than they can be posted, so that the engine has a backlog. */
const PAUSE_MS = 50;
const TELL_EVERY_MS = 10_000;
const ended = ['posted', 'failed', 'expired', 'cancelled', 'ignored', 'needs-human'] as const;

export interface SoakReport extends Judgement {
  readonly drops: number;
  readonly calls: number;
  readonly seconds: number;
  readonly kills: number;
  /** Webhook requests sent, repeats among them. */
  readonly requests: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly figures: Figures;
}

/** Everything started, hurt, waited for and judged. */
export async function runSoak(options: SoakOptions, tell: (line: string) => void): Promise<SoakReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pigeonpost-soak-'));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const sandbox = await runMain('--era', 'classic');
  const engine = new KilledEngine(dataDir, sandbox.ready.url);
  try {
    await prepareSandbox(sandbox.ready.url, options.faults, options.seed);
    const report = await hurt(options, engine, sandbox.ready.url, tell);
    if (options.keep || report.violations.length > 0) tell(`everything is kept in ${folder}`);
    else await rm(folder, { recursive: true, force: true });
    return report;
  } finally {
    await engine.stop();
    await sandbox.stop('SIGTERM');
  }
}

async function hurt(
  options: SoakOptions,
  engine: KilledEngine,
  url: string,
  tell: (line: string) => void,
): Promise<SoakReport> {
  const { drops, calls } = makeTriggers(options.drops, options.calls);
  const startedAt = performance.now();
  const send = await sendAll(options, engine, { drops, calls }, tell);
  const seconds = (performance.now() - startedAt) / 1000;
  await engine.stop();
  const rows = readRows(engine.dataDir);
  const judged = judge({ triggers: [...drops, ...calls], rows, posts: await readPosts(url) });
  const late = seconds > options.withinMinutes * 60 ? [`not all had ended after ${options.withinMinutes} minutes`] : [];
  return {
    drops: drops.length,
    calls: calls.length,
    seconds: Math.round(seconds),
    kills: engine.kills,
    requests: send.requests,
    faults: await readFaultCounts(url),
    figures: figuresOf(rows, seconds),
    ...judged,
    violations: [...judged.violations, ...send.refused, ...engine.surprises, ...readAlarms(engine.dataDir), ...late],
  };
}

/** Resolves when every trigger has come to its end, or the time is over. */
async function sendAll(
  { killEverySeconds, withinMinutes }: SoakOptions,
  engine: KilledEngine,
  { drops, calls }: { readonly drops: readonly Drop[]; readonly calls: readonly Call[] },
  tell: (line: string) => void,
): Promise<SendReport> {
  const ready = await engine.start();
  const overtime = AbortSignal.timeout(withinMinutes * 60_000);
  const quiet = new AbortController();
  const killing = killEverySeconds === 0 ? undefined : engine.keepKilling(killEverySeconds, quiet.signal);
  const sending = Promise.all([
    sendCalls(calls, ready, PAUSE_MS, overtime),
    dropPictures(drops, ready.dropFolder, PAUSE_MS, overtime),
  ]);
  await waitForAll(engine, drops.length + calls.length, overtime, tell);
  quiet.abort();
  await killing;
  const [report] = await sending;
  return report;
}

async function waitForAll(
  engine: KilledEngine,
  expected: number,
  overtime: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  const counter = new StateCounter(engine.dataDir);
  let toldAt = 0;
  try {
    while (!overtime.aborted) {
      const counts = counter.count();
      const done = ended.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
      if (done >= expected) return;
      if (performance.now() - toldAt > TELL_EVERY_MS) {
        toldAt = performance.now();
        tell(
          `${done} of ${expected}: ${Object.entries(counts)
            .map((entry) => entry.join(' '))
            .join(', ')}; ${engine.kills} kills`,
        );
      }
      await wait(500);
    }
  } finally {
    counter.close();
  }
}
