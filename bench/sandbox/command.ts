import { parseArgs } from 'node:util';

import { ConfigError } from '../../functions/domain/errors.ts';
import { type PostFigures, measurePosts } from './measure-posts.ts';
import { type UploadFigures, measureUpload } from './measure-upload.ts';
import { startSandboxProcess } from './sandbox-process.ts';

const USAGE = `Measures the X sandbox: signed posts a second, and the memory of a large upload.

Usage: npm run bench -- sandbox [options]

  --posts N       posts a round (default 3000)
  --rounds N      rounds of each way to post (default 5)
  --in-flight N   posts at a time (default 8)
  --mib N         size of the upload (default 512)
  --json          print one JSON document instead of tables
  --help          show this text

The sandbox runs in a process of its own, bound to one core where the machine can do that. Signing costs its client, which
is this process, and is done before the clock starts.
`;

const DEFINITIONS = {
  posts: { type: 'string', default: '3000' },
  rounds: { type: 'string', default: '5' },
  'in-flight': { type: 'string', default: '8' },
  mib: { type: 'string', default: '512' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Measures what the options ask for and prints it. @throws ConfigError when an option is wrong */
export async function runSandbox(argv: readonly string[]): Promise<void> {
  const values = readOptions(argv);
  if (values.help) return void process.stdout.write(USAGE);
  const mib = count('mib', values.mib);
  const wanted = {
    posts: count('posts', values.posts),
    rounds: count('rounds', values.rounds),
    inFlight: count('in-flight', values['in-flight']),
  };
  const sandbox = await startSandboxProcess();
  try {
    const upload = await measureUpload(sandbox, mib);
    const posts = await measurePosts(sandbox, wanted);
    const { onOneCore } = sandbox;
    const figures = { onOneCore, posts, upload };
    process.stdout.write(values.json ? `${JSON.stringify(figures, undefined, 2)}\n` : render(onOneCore, posts, upload));
  } finally {
    await sandbox.close();
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: DEFINITIONS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : 'the options could not be read';
    throw new ConfigError(`${why}; --help lists the options`, { cause });
  }
}

function count(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ConfigError(`--${name} must be a whole number from 1 up, not ${JSON.stringify(text)}`);
}

function render(onOneCore: boolean, posts: readonly PostFigures[], upload: UploadFigures): string {
  return [
    `Sandbox ${onOneCore ? 'on one core' : 'on all cores'}, Node ${process.versions.node}`,
    '',
    '| signed posts | a second | lowest round | a second of its own time |',
    '|---|---|---|---|',
    ...posts.map(
      ({ way, perSecond, perCpuSecond }) =>
        `| ${way} | ${whole(median(perSecond))} | ${whole(Math.min(...perSecond))} | ${whole(median(perCpuSecond))} |`,
    ),
    '',
    '| chunked upload | seconds | memory when idle | highest | above idle |',
    '|---|---|---|---|---|',
    `| ${mebibytes(upload.bytes)} | ${upload.seconds.toFixed(1)} | ${mebibytes(upload.idleBytes)} | ${mebibytes(upload.peakBytes)} | ${mebibytes(above(upload))} |`,
    '',
  ].join('\n');
}

function above({ idleBytes, peakBytes }: UploadFigures): number | undefined {
  return idleBytes === undefined || peakBytes === undefined ? undefined : peakBytes - idleBytes;
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function whole(value: number | undefined): string {
  return value === undefined ? 'not known' : value.toFixed(0);
}

function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? 'not known' : `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}
