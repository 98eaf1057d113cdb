import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildContenders } from './contender/build-contenders.ts';
import { keyOf, warmUpItem } from './items.ts';
import { measureAll } from './measure-all.ts';
import type { Turn } from './measurement.ts';
import { writeMedia } from './media/write-media.ts';
import { provedItems, provePosts } from './prove-posts.ts';
import { readUploadOptions, type UploadOptions, USAGE } from './read-options.ts';
import { judgeGoals } from './report/goals.ts';
import { provenanceOf } from './report/provenance.ts';
import { type Report, reportAsMarkdown, reportAsText } from './report/render-report.ts';
import { compare, summarize } from './report/summarize.ts';
import { performanceDocs, writeBlock } from './report/write-block.ts';
import { startTargets } from './targets/start-targets.ts';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * `npm run bench -- upload`.
 *
 * @throws ConfigError for options that cannot be meant
 */
export async function runUpload(argv: readonly string[]): Promise<void> {
  const options = readUploadOptions(argv);
  if (options === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'pigeonpost-bench-'));
  const cleanUp = (): void => rmSync(folder, { recursive: true, force: true });
  // The media are 0.7 GB: they go, however the run ends.
  const stop = (): void => process.exit(130);
  process.once('exit', cleanUp).once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const turns = await runIn(folder, options);
    await report(turns, options, argv);
  } finally {
    cleanUp();
    process.off('exit', cleanUp).off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function runIn(folder: string, options: UploadOptions): Promise<Turn[]> {
  const program = await buildContenders(join(folder, 'contenders'));
  const proved = options.isProved ? provedItems : [];
  const files = new Map([warmUpItem, ...options.items, ...proved].map((item) => [keyOf(item), item]));
  tell(`writing ${[...files.keys()].join(', ')}`);
  for (const item of files.values()) await writeMedia(folder, item);
  const targets = await startTargets(folder);
  const bench = { program, targets, tell };
  try {
    if (options.isProved) await provePosts(bench, folder, options.contenders);
    return await measureAll(bench, options);
  } finally {
    targets.close();
  }
}

async function report(turns: readonly Turn[], options: UploadOptions, argv: readonly string[]): Promise<void> {
  const cells = summarize(turns);
  const comparisons = compare(cells);
  const goals = judgeGoals(cells, comparisons);
  const provenance = await provenanceOf(argv, new Date());
  const found: Report = { provenance, handshakes: options.handshakes, cells, comparisons, goals };
  process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : reportAsText(found));
  if (options.write) await writeBlock(performanceDocs, options.block, reportAsMarkdown(found));
}
