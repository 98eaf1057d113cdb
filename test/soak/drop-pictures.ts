import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { Drop } from './trigger.ts';

/** Copies the pictures into the folder one after the other, each whole at once. */
export async function dropPictures(
  drops: readonly Drop[],
  folder: string,
  pauseMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const { key, bytes } of drops) {
    if (signal.aborted) return;
    const path = join(folder, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
    await wait(pauseMs);
  }
}
