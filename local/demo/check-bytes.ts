import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { request } from 'undici';

import { cutMetadata } from '../../functions/domain/pictures/cut-metadata.ts';
import { lookAtPicture } from '../../functions/domain/pictures/look-at-picture.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import type { RunningPigeonpost } from '../start.ts';

/** One fault for each dropped picture whose bytes on the sandbox are not those in the folder, less the metadata in it. */
export async function checkBytes(
  { xApiUrl = '' }: RunningPigeonpost,
  rows: readonly Publication[],
  dropFolder: string,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { label, post, media } of rows) {
    for (const [index, medium] of (post?.media ?? []).entries()) {
      const { mediaId, mediaType = '' } = media[index] ?? {};
      if (medium.from !== 'stored' || medium.ref.area !== 'drop' || mediaId === undefined) continue;
      const { body } = await request(`${xApiUrl}/_sandbox/media/${mediaId}`, { signal: AbortSignal.timeout(10_000) });
      const there = Buffer.from(await body.arrayBuffer());
      const expected = withoutMetadata(await readFile(join(dropFolder, medium.ref.key)), mediaType);
      if (!there.equals(expected)) faults.push(`${label}: the bytes of ${medium.ref.key} differ`);
    }
  }
  return faults;
}

function withoutMetadata(bytes: Uint8Array, mediaType: string): Uint8Array {
  const look = lookAtPicture(bytes, mediaType);
  return look === undefined ? bytes : cutMetadata(bytes, look, mediaType);
}
