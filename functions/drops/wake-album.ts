import type { DropConfig } from '../config/config-schema.ts';
import type { AcceptPorts } from '../domain/accept-row.ts';
import { mayHoldAlbum } from '../triggers/s3-drop/manifest-keys.ts';
import { albumAt } from './album-mark.ts';
import { gatherAfresh } from './gather-afresh.ts';

/**
 * Gives the album in whose folder a file arrived its `settleSeconds` once more, if it gathers still; whether there is an
 * album.
 */
export async function wakeAlbum(key: string, route: DropConfig, ports: AcceptPorts): Promise<boolean> {
  const album = mayHoldAlbum(key, route) ? await albumAt(key, ports.log) : undefined;
  if (album === undefined) return false;
  if (album.state === 'GATHERING') {
    await gatherAfresh(album.id, ports.clock() + route.settleSeconds * 1000, ports);
    ports.journal.write('info', 'album-woken', { id: album.id, key: key.slice(0, 200) });
  }
  return true;
}
