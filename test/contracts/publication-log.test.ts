import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDataDir } from '../../local/engine/data-dir.ts';
import { SqliteLog } from '../../local/engine/sqlite-log.ts';
import { InMemoryLog } from '../fakes/in-memory-log.ts';
import { describePublicationLog } from './publication-log.ts';

describePublicationLog('in memory', () => ({ log: new InMemoryLog(), close: () => undefined }));

describePublicationLog('in SQLite', () => {
  const path = mkdtempSync(join(tmpdir(), 'pigeonpost-log-'));
  const dataDir = openDataDir(path);
  return {
    log: new SqliteLog(dataDir.database),
    close: () => {
      dataDir.close();
      rmSync(path, { recursive: true });
    },
  };
});
