import type { DropConfig } from '../../config/config-schema.ts';
import { routeDrop } from '../s3-drop/route-drop.ts';

/** S3 user guide, "Naming Amazon S3 objects" (August 2026). */
const MAX_KEY_BYTES = 1024;

/**
 * Why a caller who posts as `account` may not name this object; undefined when he may.
 *
 * A webhook reaches what lies in its account's own drop folders and nothing else. The message is the same for a
 * folder of another account and for one that does not exist.
 */
export function findKeyFault(key: string, account: string, drops: readonly DropConfig[]): string | undefined {
  const totalBytes = Buffer.byteLength(key);
  if (totalBytes > MAX_KEY_BYTES) return `is ${totalBytes} bytes long; a key has at most ${MAX_KEY_BYTES}`;
  if (/\p{Cc}/u.test(key)) return 'holds control characters';
  if (key.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return 'must be folders and a file name, none of them empty, "." or ".."';
  }
  if (routeDrop(key, drops)?.account !== account) return 'lies in no drop folder of this account';
  return undefined;
}
