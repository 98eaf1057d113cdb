import { readFile, writeFile } from 'node:fs/promises';

import { ConfigError } from '../../../functions/domain/errors.ts';

/** The page whose tables the bench makes; what stands around them is written by hand. */
export const performanceDocs = new URL('../../../docs/performance.md', import.meta.url);

/**
 * Puts the text between the block's two marks on the page.
 *
 * @throws ConfigError when the page has no such marks
 */
export async function writeBlock(page: URL, block: string, text: string): Promise<void> {
  await writeFile(page, replaceBlock(await readFile(page, 'utf8'), block, text));
}

export function replaceBlock(page: string, block: string, text: string): string {
  const [begin, end] = [`<!-- bench: ${block} -->\n`, `<!-- end of bench: ${block} -->`];
  const start = page.indexOf(begin);
  const stop = page.indexOf(end, start);
  if (start < 0 || stop < 0) throw new ConfigError(`docs/performance.md has no block ${JSON.stringify(block)}`);
  return `${page.slice(0, start + begin.length)}\n${text}\n${page.slice(stop)}`;
}
