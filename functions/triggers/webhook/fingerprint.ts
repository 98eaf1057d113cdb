import { createHash } from 'node:crypto';

/** SHA-256, hex, of a JSON value; the same for any order of names and any blanks between. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, withSortedNames)).digest('hex');
}

function withSortedNames(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
