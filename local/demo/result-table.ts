import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { plainTable } from '../plain-table.ts';
import { shownUrl } from '../shown-url.ts';
import type { RunningPigeonpost } from '../start.ts';

const HEAD = ['trigger', 'what', 'account', 'API', 'state', 'took', 'where'];

/** What was dropped or called, where it was posted, how long it took: a plain text table. */
export function resultTable(rows: readonly Publication[], { config, xApiUrl }: RunningPigeonpost): string {
  return `\n${plainTable([HEAD, ...rows.map((row) => cells(row, config, xApiUrl))])}\n`;
}

function cells(row: Publication, config: PigeonpostConfig, xApiUrl: string | undefined): string[] {
  const { source, label, account, state, result, acceptedAtEpochMs } = row;
  const took = result === null ? '' : `${((result.postedAtEpochMs - acceptedAtEpochMs) / 1000).toFixed(1)} s`;
  const driver = config.accounts[account]?.driver === 'v1' ? 'v1.1' : 'v2';
  const where = result === null ? (row.failure?.code ?? '') : shownUrl(result.url, xApiUrl);
  return [source, label, account, driver, publicStates[state], took, where];
}
