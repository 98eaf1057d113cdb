import { createHash } from 'node:crypto';

import type { TriggerSource } from './publication.ts';

/** A stable id from the parts of a trigger's key: 32 hex digits. Parts are length-prefixed, so they cannot run together. */
export function publicationId(source: TriggerSource, ...parts: readonly string[]): string {
  const hash = createHash('sha256').update(source);
  for (const part of parts) hash.update(`\n${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex').slice(0, 32);
}
