import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { request } from 'undici';

import type { Publication } from '../../functions/domain/publication.ts';
import type { RunningPigeonpost } from '../start.ts';

/** One fault for each dropped picture whose bytes on the sandbox are not those in the folder. */
export async function checkBytes(
  { xApiUrl = '' }: RunningPigeonpost,
  rows: readonly Publication[],
  dropFolder: string,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { label, drop, media } of rows) {
    const mediaId = media[0]?.mediaId;
    if (drop === null || mediaId === undefined) continue;
    const { body } = await request(`${xApiUrl}/_sandbox/media/${mediaId}`, { signal: AbortSignal.timeout(10_000) });
    const there = Buffer.from(await body.arrayBuffer());
    if (!there.equals(await readFile(join(dropFolder, drop.key)))) faults.push(`${label}: the bytes differ`);
  }
  return faults;
}
