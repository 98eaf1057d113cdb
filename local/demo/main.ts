import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ConfigError } from '../../functions/domain/errors.ts';
import { isFinal, publicStates } from '../../functions/domain/publication-state.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import type { StartOptions } from '../read-options.ts';
import { shownUrl } from '../shown-url.ts';
import { startPigeonpost, type RunningPigeonpost } from '../start.ts';
import { callWebhooks } from './call-webhooks.ts';
import { checkBytes } from './check-bytes.ts';
import { DROPPED_POSTS, dropPhotos } from './drop-photos.ts';
import { resultTable } from './result-table.ts';

const USAGE = `The main job, seen once: photos and an album dropped in a folder and two signed webhook calls, posted on a sandbox of X.

Usage: npm run demo -- [options]

  --stay     keep the pages open until Ctrl-C
  --json     the result as one JSON line on standard output
  --help     show this text
`;

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;
const tell = (line: string) => process.stderr.write(`${line}\n`);

try {
  const { values } = parseArgs({
    options: { stay: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) process.stdout.write(USAGE);
  else await demo(values.stay === true, values.json === true);
} catch (error) {
  tell(`demo: ${error instanceof Error ? error.message : String(error)}`);
  if (!(error instanceof ConfigError) && error instanceof Error && !('code' in error)) tell(error.stack ?? '');
  process.exitCode = 1;
}

async function demo(stay: boolean, json: boolean): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pigeonpost-demo-'));
  const options = optionsFor(dataDir);
  const running = await startPigeonpost(options);
  try {
    tell(`SANDBOX: nothing reaches X. Engine on ${running.gateway.url}, X sandbox on ${running.xApiUrl}\n`);
    await dropPhotos(options.dropFolder, tell);
    const expected = DROPPED_POSTS + (await callWebhooks(running, tell));
    const rows = await waitForAll(running, expected);
    const faults = [...faultsOf(rows, expected), ...(await checkBytes(running, rows, options.dropFolder))];
    process.stdout.write(
      json ? `${JSON.stringify(rows.map((row) => brief(row, running.xApiUrl)))}\n` : resultTable(rows, running),
    );
    for (const fault of faults) tell(`NOT AS IT SHOULD BE: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    else
      tell(
        `All ${rows.length} posted, each once; the pictures on the sandbox are the dropped ones, byte for byte but for their metadata.`,
      );
    if (stay) await stayOpen(running);
    else tell('The sandbox is gone now; npm run demo -- --stay keeps these addresses open.');
  } finally {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function optionsFor(dataDir: string): StartOptions {
  return {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    dropFolder: join(dataDir, 'drop'),
    configFile: join(import.meta.dirname, 'pigeonpost.config.ts'),
    isLive: false,
    xApiUrl: undefined,
    backfill: false,
    yes: false,
    sandboxPort: 0,
    readTimesSeconds: undefined,
    json: false,
    verbose: false,
  };
}

/** The rows once all of them have ended, or as they are when patience ends; each end is told as it comes. */
async function waitForAll({ engine }: RunningPigeonpost, expected: number): Promise<readonly Publication[]> {
  const told = new Set<string>();
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    // The pictures of an album leave rows that say so, and nothing to wait for.
    const all = (await engine.log.list({ limit: 100 })).toReversed();
    const rows = all.filter(({ state }) => state !== 'IGNORED');
    const ended = rows.filter((row) => isFinal(row.state));
    for (const row of ended.filter(({ id }) => !told.has(id))) {
      told.add(row.id);
      tell(`  ${publicStates[row.state]}  ${row.label}${row.failure === null ? '' : `: ${row.failure.message}`}`);
    }
    if ((ended.length >= expected && ended.length === rows.length) || Date.now() > deadline) return rows;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function faultsOf(rows: readonly Publication[], expected: number): readonly string[] {
  const missing = expected - rows.length;
  const notPosted = rows.filter(({ state }) => state !== 'POSTED');
  return [
    ...(missing > 0 ? [`${missing} of ${expected} triggers left no row in the log`] : []),
    ...notPosted.map(
      (row) => `${row.label} is ${publicStates[row.state]}: ${row.failure?.message ?? 'no reason given'}`,
    ),
  ];
}

function brief(row: Publication, xApiUrl: string | undefined): object {
  const { id, label, source, account, result, acceptedAtEpochMs, post } = row;
  const tookMs = result === null ? null : result.postedAtEpochMs - acceptedAtEpochMs;
  const url = result === null ? null : shownUrl(result.url, xApiUrl);
  const altTexts = (post?.media ?? []).map(({ altText = null }) => altText);
  return {
    id,
    label,
    source,
    account,
    state: publicStates[row.state],
    text: post?.text ?? null,
    altTexts,
    url,
    tookMs,
  };
}

async function stayOpen(running: RunningPigeonpost): Promise<void> {
  tell(`\npage      ${running.gateway.url}/`);
  tell(`timeline  ${running.xApiUrl}/`);
  tell('Ctrl-C ends.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
