import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { ConfigError } from '../../functions/domain/errors.ts';
import { loadConfig } from '../../local/load-config.ts';
import { temporaryFolder } from './engine/temporary-folder.ts';

function file(text: string, name = 'pigeonpost.config.ts'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

const defineConfig = pathToFileURL(join(import.meta.dirname, '../../functions/config/define-config.ts')).href;

describe('loadConfig', () => {
  it('reads the config of this project', async () => {
    const config = await loadConfig(join(import.meta.dirname, '../../pigeonpost.config.ts'));
    expect(Object.keys(config.accounts)).toEqual(['main']);
  });

  it('takes what defineConfig gives, and fills in the defaults', async () => {
    const path = file(
      `import { defineConfig } from '${defineConfig}'; export default defineConfig({ accounts: { main: {} } });`,
    );
    expect(await loadConfig(path)).toMatchObject({ accounts: { main: { driver: 'v2', altText: 'warn' } }, drops: [] });
  });

  it('names every fault at once', async () => {
    const path = file(`export default {
      accounts: { main: { driver: 'v3' }, Other: {} },
      drops: [{ prefix: 'main', account: 'mian' }],
      webhooks: { cms: { scheme: 'github' } },
      typo: true,
    };`);
    const loaded = loadConfig(path);
    await expect(loaded).rejects.toThrow(ConfigError);
    for (const place of [
      'accounts.main.driver',
      'Other',
      'drops[0].prefix',
      'drops[0].account',
      'webhooks.cms',
      'typo',
    ]) {
      await expect(loaded).rejects.toThrow(place);
    }
  });

  it.each([
    { case: 'it exports nothing', text: 'export const config = {};', message: 'is missing' },
    { case: 'it exports a function', text: 'export default () => ({});', message: 'must be an object' },
    {
      case: 'it holds a function',
      text: 'export default { accounts: { main: {} }, drops: () => [] };',
      message: 'drops',
    },
    { case: 'it throws', text: "throw new Error('no such drawer');", message: 'does not run: no such drawer' },
    { case: 'it throws a text', text: "throw 'no such drawer';", message: 'does not run: no such drawer' },
    { case: 'it is no TypeScript', text: 'export default {', message: 'does not run: ' },
    { case: 'it imports what is not there', text: "import './nowhere.ts';", message: 'does not run: ' },
  ])('says so when $case', async ({ text, message }) => {
    const loaded = loadConfig(file(text));
    await expect(loaded).rejects.toThrow(ConfigError);
    await expect(loaded).rejects.toThrow(message);
  });

  it('says in one line that there is no such file', async () => {
    await expect(loadConfig('nowhere.ts')).rejects.toThrow(/^there is no nowhere\.ts; --config names another file$/);
  });
});
