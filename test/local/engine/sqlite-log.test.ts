import { expect, it } from 'vitest';

import { openDatabase } from '../../../local/engine/data-dir.ts';
import { SqliteLog } from '../../../local/engine/sqlite-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

it('forgets marks whose time is over, and those only', async () => {
  const database = openDatabase(temporaryFolder());
  const log = new SqliteLog(database);
  const mark = { kind: 'mark', version: 1, publicationId: 'a', atEpochMs: 0 } as const;
  await log.transact([
    { ...mark, id: 'nonce/over', expiresAtEpochSeconds: 99 },
    { ...mark, id: 'nonce/good', expiresAtEpochSeconds: 100 },
    { ...mark, id: 'content/main/kept' },
  ]);
  log.forgetExpired(100);
  expect(await log.mark('nonce/over')).toBeUndefined();
  expect(await log.mark('nonce/good')).toBeDefined();
  expect(await log.mark('content/main/kept')).toBeDefined();
  database.close();
});
