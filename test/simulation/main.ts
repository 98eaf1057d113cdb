import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

import { describeFailure, describeSummary } from './describe-run.ts';
import { mutantNames, mutants } from './mutants.ts';
import type { SeedRun } from './run-seeds.ts';
import { runWorld } from './run-world.ts';
import { scenarioNames } from './scenarios.ts';
import { addSummary, emptySummary, type Summary } from './summary.ts';

const HELP = `Runs Pigeonpost's domain in simulated worlds full of faults, and judges what it did.

  npm run simulate -- [options]

  --seeds N          worlds to run (2000)
  --from S           the first seed (1)
  --seed S           this one only
  --trace            with --seed: prints everything that happens in it
  --scenario NAME    ${scenarioNames.join(' or ')} (standard); late: X may make a post an hour after the call
  --mutant NAME      with this mistake in the design:
                       ${mutantNames.join('\n                       ')}
  --jobs N           threads (1)
  --json             the summary as JSON
  --help             this text

Ends with 1 when something was found. docs/simulation.md says what is drawn and what is judged.
`;

/** Seeds that a thread takes at a time: starting one takes as long as some fifty of them. */
const CHUNK = 1_000;
const TELL_EVERY_MS = 5_000;
const SHOWN_FAILURES = 20;

interface Options extends SeedRun {
  readonly trace: boolean;
  readonly jobs: number;
  readonly json: boolean;
}

process.exitCode = await main();

async function main(): Promise<number> {
  let options: Options | undefined;
  try {
    options = readOptions();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}; --help tells what there is\n`);
    return 2;
  }
  if (options !== undefined) return simulate(options);
  process.stdout.write(HELP);
  return 0;
}

/** Undefined when help is wanted. */
function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '2000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      trace: { type: 'boolean', default: false },
      scenario: { type: 'string', default: 'standard' },
      mutant: { type: 'string' },
      jobs: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { seed, trace, json } = values;
  if (values.help) return undefined;
  if (trace && seed === undefined) throw new Error('--trace needs --seed');
  return {
    ...(seed === undefined
      ? { from: whole(values.from, '--from'), seeds: whole(values.seeds, '--seeds') }
      : { from: whole(seed, '--seed'), seeds: 1 }),
    scenario: oneOf(scenarioNames, values.scenario, '--scenario'),
    ...(values.mutant === undefined ? {} : { mutant: oneOf(mutantNames, values.mutant, '--mutant') }),
    jobs: whole(values.jobs, '--jobs'),
    trace,
    json,
  };
}

async function simulate({ trace, jobs, json, ...run }: Options): Promise<number> {
  if (trace) await printSchedule(run, process.stdout);
  const startedAt = performance.now();
  const summary = await runAll(run, jobs);
  const seconds = (performance.now() - startedAt) / 1_000;
  const text = json ? JSON.stringify({ ...summary, seconds }) : describeSummary(summary, seconds);
  process.stdout.write(`${text}\n`);
  if (!trace) await tellSchedule(summary, run);
  return summary.failures.length === 0 ? 0 : 1;
}

/** Shares the seeds out to threads. */
async function runAll(run: SeedRun, jobs: number): Promise<Summary> {
  const summary = emptySummary();
  const end = run.from + run.seeds;
  let next = run.from;
  let toldAt = performance.now();
  const thread = async (): Promise<void> => {
    while (next < end) {
      const from = next;
      const seeds = Math.min(CHUNK, end - from);
      next += seeds;
      const part = await runInThread({ ...run, from, seeds });
      addSummary(summary, part);
      tellFailures(part, summary);
      if (performance.now() - toldAt < TELL_EVERY_MS) continue;
      toldAt = performance.now();
      process.stderr.write(`${summary.seeds} of ${run.seeds} seeds, found in ${summary.failures.length}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, thread));
  summary.failures.sort((a, b) => a.seed - b.seed);
  return summary;
}

/** As soon as they are found, the first ones at least. */
function tellFailures({ failures }: Summary, all: Summary): void {
  if (all.failures.length - failures.length >= SHOWN_FAILURES) return;
  for (const report of failures.slice(0, SHOWN_FAILURES)) process.stderr.write(`${describeFailure(report)}\n`);
}

function runInThread(run: SeedRun): Promise<Summary> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('seed-thread.ts', import.meta.url), { workerData: run });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** What happened in the first world in which something was found, and how to see it again. */
async function tellSchedule({ failures }: Summary, { scenario, mutant }: SeedRun): Promise<void> {
  const [first] = failures;
  if (first === undefined) return;
  const { seed } = first;
  process.stderr.write(`\nthe schedule of seed ${seed}:\n`);
  await printSchedule({ from: seed, seeds: 1, scenario, ...(mutant === undefined ? {} : { mutant }) }, process.stderr);
  const how = [
    scenario === 'standard' ? '' : ` --scenario ${scenario}`,
    mutant === undefined ? '' : ` --mutant '${mutant}'`,
  ];
  process.stderr.write(`\nagain: npm run simulate -- --seed ${seed} --trace${how.join('')}\n`);
}

async function printSchedule({ from, scenario, mutant }: SeedRun, to: NodeJS.WriteStream): Promise<void> {
  const mutation = mutant === undefined ? {} : { mutate: mutants[mutant].mutate };
  await runWorld({ seed: from, scenario, ...mutation, trace: (line) => void to.write(`${line}\n`) });
}

function whole(text: string, option: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new Error(`${option} takes a whole number, got ${text}`);
  return Number(text);
}

function oneOf<Name extends string>(names: readonly Name[], text: string, option: string): Name {
  const name = names.find((known) => known === text);
  if (name === undefined) throw new Error(`${option} takes one of: ${names.join(', ')}; got ${text}`);
  return name;
}
