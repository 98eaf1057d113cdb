import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { plainTable } from '../plain-table.ts';
import { shownUrl } from '../shown-url.ts';
import type { RunningPigeonpost } from '../start.ts';

const HEAD = ['trigger', 'what', 'account', 'API', 'state', 'took', 'where'];

/** What was dropped or called, where it was posted, how long it took; then what it says: two plain text tables. */
export function resultTable(rows: readonly Publication[], { config, xApiUrl }: RunningPigeonpost): string {
  const where = plainTable([HEAD, ...rows.map((row) => cells(row, config, xApiUrl))]);
  const said = plainTable([['what', 'caption', 'alt text'], ...rows.flatMap(saidBy)]);
  return `\n${where}\n${said}\n`;
}

function cells(row: Publication, config: PigeonpostConfig, xApiUrl: string | undefined): string[] {
  const { source, label, account, state, result, acceptedAtEpochMs } = row;
  const took = result === null ? '' : `${((result.postedAtEpochMs - acceptedAtEpochMs) / 1000).toFixed(1)} s`;
  const driver = config.accounts[account]?.driver === 'v1' ? 'v1.1' : 'v2';
  const where = result === null ? (row.failure?.code ?? '') : shownUrl(result.url, xApiUrl);
  return [source, label, account, driver, publicStates[state], took, where];
}

/** A line for each picture, since each has its own alt text. */
function saidBy({ label, post }: Publication): readonly string[][] {
  const { text = '', media = [] } = post ?? {};
  const first = [label, text === '' ? '(none)' : text, altOf(media, 0)];
  return [first, ...media.slice(1).map((_, index) => ['', '', altOf(media, index + 1)])];
}

function altOf(media: readonly { readonly altText?: string }[], index: number): string {
  return media[index] === undefined ? '' : (media[index].altText ?? '(none)');
}
