import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';
import type { ContenderName } from './contender/names.ts';
import { type Item, items, keyOf } from './items.ts';
import type { Bench } from './measure-all.ts';
import { takeTurn } from './take-turn.ts';

/** One of each way to upload. */
export const provedItems: readonly Item[] = ['jpeg', 'small-gif', 'small-video'].flatMap(
  (name) => items.get(name) ?? [],
);

/**
 * Lets each contender do its job once on the sandbox, which checks signatures, limits and media as X does: what is
 * measured afterwards is a job that really posts.
 *
 * @throws Error when a post is missing or does not show the file's bytes
 */
export async function provePosts(bench: Bench, folder: string, contenders: readonly ContenderName[]): Promise<void> {
  const sandbox = await startSandbox();
  try {
    for (const contender of contenders) {
      for (const item of provedItems) await prove(bench, sandbox, folder, contender, { ...item, posts: 1 });
      bench.tell(`${contender} posted ${provedItems.map(({ title }) => title).join(', ')} on the sandbox`);
    }
  } finally {
    await sandbox.close();
  }
}

async function prove(
  { program, targets }: Bench,
  sandbox: RunningSandbox,
  folder: string,
  contender: ContenderName,
  item: Item,
): Promise<void> {
  const [keys] = sandbox.accounts;
  if (keys === undefined) throw new Error('the sandbox has no account');
  const addresses = { storeUrl: targets.measured.storeUrl, apiUrl: sandbox.url, uploadUrl: sandbox.url };
  const order = { contender, item, keys, addresses, warmUpAddresses: targets.warmUp, warmUps: 0 };
  const { postIds } = await takeTurn(program, order);
  const post = sandbox.world.tweets.all().find(({ id }) => id === postIds[0]);
  const [mediaId] = post?.mediaIds ?? [];
  if (mediaId === undefined) throw new Error(`${contender} posted no ${item.title}`);
  const shown = await fetch(`${sandbox.url}/_sandbox/media/${mediaId}`);
  const isSame = digest(Buffer.from(await shown.arrayBuffer())) === digest(await readFile(join(folder, keyOf(item))));
  if (!isSame) throw new Error(`what ${contender} posted is not the ${item.title}`);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
