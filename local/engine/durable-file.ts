import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The bytes under that name, whole or not at all, and on the disk when the promise resolves. */
export async function writeDurably(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Uint8Array | string,
  mode = 0o600,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    const chunks = typeof bytes === 'string' || bytes instanceof Uint8Array ? [bytes] : bytes;
    await pipeline(chunks, createWriteStream(temporary, { mode, flush: true }));
    await rename(temporary, path);
    await syncDirectory(dirname(path));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The file under another name, in a folder that is made when there is none. */
export async function moveDurably(path: string, toPath: string): Promise<void> {
  await mkdir(dirname(toPath), { recursive: true });
  await rename(path, toPath);
  for (const folder of new Set([dirname(toPath), dirname(path)])) await syncDirectory(folder);
}

/** A rename is durable only when its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
