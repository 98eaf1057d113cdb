import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { functionNames } from '../../functions/config/env.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { buildFunctions, bundle } from '../../scripts/build.ts';
import { renderText } from '../upload/report/render-table.ts';
import { median } from '../upload/report/summarize.ts';
import type { ColdFigures } from './cold-process.ts';
import { type ColdWorld, openColdWorld } from './cold-world.ts';
import { runCold } from './run-cold.ts';

const USAGE = `Measures what a function takes in a process that has just started: to load, and to send its first post.

Usage: npm run bench -- cold [options]

  --rounds N   fresh processes for each figure (default 20)
  --json       print one JSON document instead of tables
  --help       show this text

Bundles are those that are deployed. The peer is twitter-api-v2 with the S3 and Secrets Manager clients of the AWS SDK,
bundled the same way; it sends the same post without log and checks. AWS and X stand on this machine and answer at once.
They take turns, so that a busy moment of the machine meets them all.
`;

const PEER = 'peer';
const subjects = ['trivial', ...functionNames, PEER] as const;
type Subject = (typeof subjects)[number];

interface Result {
  readonly subject: Subject;
  readonly load: readonly ColdFigures[];
  readonly firstPost: readonly ColdFigures[];
}

/**
 * `npm run bench -- cold`.
 *
 * @throws ConfigError for options that cannot be meant
 */
export async function runColdBench(argv: readonly string[]): Promise<void> {
  const { rounds, json, help } = readOptions(argv);
  if (help) return void process.stdout.write(USAGE);
  const folder = await mkdtemp(join(tmpdir(), 'pigeonpost-cold-'));
  const world = await openColdWorld();
  try {
    await buildSubjects(folder);
    const results = await measureAll(folder, world, rounds);
    process.stdout.write(json ? `${JSON.stringify(results)}\n` : render(results));
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildSubjects(folder: string): Promise<void> {
  const configFile = fileURLToPath(new URL('../../test/lambda/pigeonpost.config.ts', import.meta.url));
  await buildFunctions({ configFile, outFolder: folder });
  for (const name of ['trivial', PEER]) {
    await bundle(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), join(folder, name));
  }
}

async function measureAll(folder: string, world: ColdWorld, rounds: number): Promise<readonly Result[]> {
  const load = new Map<Subject, ColdFigures[]>(subjects.map((subject) => [subject, []]));
  const firstPost = new Map<Subject, ColdFigures[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) {
      const module = pathToFileURL(join(folder, subject, 'index.mjs')).href;
      load.get(subject)?.push(await runCold({ module }, world.environment));
      if (subject !== 'publish' && subject !== PEER) continue;
      const figures = await postOnce(module, world, `${subject} ${round}`);
      firstPost.set(subject, [...(firstPost.get(subject) ?? []), figures]);
    }
  }
  return subjects.map((subject) => ({
    subject,
    load: load.get(subject) ?? [],
    firstPost: firstPost.get(subject) ?? [],
  }));
}

async function postOnce(module: string, world: ColdWorld, text: string): Promise<ColdFigures> {
  const event = await world.addPost(text);
  const before = world.posted();
  const figures = await runCold({ module, event }, world.environment);
  if (world.posted() !== before + 1) throw new Error(`${text} was not posted: ${JSON.stringify(figures.answer)}`);
  return figures;
}

function render(results: readonly Result[]): string {
  const peer = results.find(({ subject }) => subject === PEER);
  const of = (figures: readonly ColdFigures[], one: (of: ColdFigures) => number) => median(figures.map(one));
  const loads = results.map(({ subject, load }) => [
    subject,
    '',
    ...row(
      of(load, ({ loadMs }) => loadMs),
      of(peer?.load ?? [], ({ loadMs }) => loadMs),
    ),
    ...row(
      of(load, ({ loadCpuMs }) => loadCpuMs),
      of(peer?.load ?? [], ({ loadCpuMs }) => loadCpuMs),
    ),
    (of(load, ({ residentBytes }) => residentBytes) / 2 ** 20).toFixed(0),
  ]);
  const posts = results.flatMap(({ subject, firstPost }) =>
    firstPost.length === 0
      ? []
      : [
          [
            subject,
            '',
            ...row(
              of(firstPost, ({ wallMs }) => wallMs),
              of(peer?.firstPost ?? [], ({ wallMs }) => wallMs),
            ),
            ...row(
              of(firstPost, ({ cpuMs }) => cpuMs),
              of(peer?.firstPost ?? [], ({ cpuMs }) => cpuMs),
            ),
            (of(firstPost, ({ residentBytes }) => residentBytes) / 2 ** 20).toFixed(0),
          ],
        ],
  );
  const head = (what: string) => [what, '', 'ms', 'to peer', 'CPU ms', 'to peer', 'MiB'];
  return `${renderText([head('load'), ...loads])}\n${renderText([head('load and first post'), ...posts])}`;
}

function row(value: number, ofPeer: number): readonly [string, string] {
  return [value.toFixed(0), (value / ofPeer).toFixed(2)];
}

function readOptions(argv: readonly string[]) {
  const { values } = parse(argv);
  if (!/^[1-9]\d{0,2}$/.test(values.rounds)) {
    throw new ConfigError(`--rounds must be a whole number from 1 to 999, not ${JSON.stringify(values.rounds)}`);
  }
  return { ...values, rounds: Number(values.rounds) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        rounds: { type: 'string', default: '20' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : 'the options could not be read';
    throw new ConfigError(`${why}; --help lists the options`, { cause });
  }
}
