import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { openDataDir } from '../../local/engine/data-dir.ts';
import { FolderMediaStore } from '../../local/engine/folder-media-store.ts';
import { SeenFiles } from '../../local/engine/seen-files.ts';
import { InMemoryMediaStore } from '../fakes/in-memory-media-store.ts';
import { describeMediaStore } from './media-store.ts';

describeMediaStore('in memory', () => {
  const store = new InMemoryMediaStore();
  return {
    store,
    put: (key, bytes) => store.put(key, bytes),
    remove: (key) => store.takeAway(key),
    close: () => undefined,
  };
});

describeMediaStore('in folders', () => {
  const path = mkdtempSync(join(tmpdir(), 'pigeonpost-media-'));
  const folder = join(path, 'drop');
  const work = join(path, 'work');
  for (const one of [folder, work]) mkdirSync(one);
  const dataDir = openDataDir(join(path, 'data'));
  return {
    store: new FolderMediaStore(folder, work, dataDir.database, new SeenFiles(dataDir.database, folder)),
    put: (key, bytes) => {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), bytes);
      return { area: 'drop', key };
    },
    remove: (key) => rmSync(join(folder, key)),
    close: () => {
      dataDir.close();
      rmSync(path, { recursive: true });
    },
  };
});
