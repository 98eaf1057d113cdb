import { createHash } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits that depend on the purpose alone, so that a link keeps its address without being stored. */
export function slugFor(purpose: string, length: number): string {
  const bytes = createHash('sha256').update(purpose).digest();
  return Array.from({ length }, (_unused, at) => LETTERS[(bytes[at] ?? 0) % LETTERS.length]).join('');
}

/** As in `https://t.co/kIbedWfwG2`: 23 characters. */
export function tcoLink(purpose: string): string {
  return `https://t.co/${slugFor(purpose, 10)}`;
}
