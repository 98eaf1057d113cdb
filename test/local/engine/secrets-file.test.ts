import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { AccountHeldError, ConfigError } from '../../../functions/domain/errors.ts';
import { SecretsFile } from '../../../local/engine/secrets-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

let path: string;

beforeEach(() => {
  path = join(temporaryFolder(), 'data/secrets.json');
  mkdirSync(join(path, '..'));
});

const save = (text: string, mode = 0o600) => {
  writeFileSync(path, text);
  chmodSync(path, mode);
};
const open = (environment?: string) => new SecretsFile(path, environment);
const messageOf = (act: () => unknown): string => {
  try {
    act();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof ConfigError ? error.message : `no ConfigError: ${String(error)}`;
  }
};

describe('SecretsFile', () => {
  it('is empty while there is no file, and makes none', async () => {
    const secrets = open();
    expect(secrets.has('account/main')).toBe(false);
    await expect(secrets.read('account/main')).rejects.toThrow(AccountHeldError);
    await expect(secrets.read('account/main')).rejects.toMatchObject({ reason: 'secret', code: 'SECRET_MISSING' });
    expect(existsSync(path)).toBe(false);
  });

  it('keeps what is written for its owner only, beside what was there', async () => {
    await open().write({ 'account/main': { consumerKey: 'k' } });
    await open().write({ 'webhook/cms': { current: 'w' } });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      'account/main': { consumerKey: 'k' },
      'webhook/cms': { current: 'w' },
    });
    expect(statSync(path).mode.toString(8).slice(-3)).toBe('600');
    expect(readdirSync(join(path, '..'))).toEqual(['secrets.json']);
  });

  it('reads what was changed while it runs', async () => {
    const secrets = open();
    save('{"account/main": 1}');
    expect(await secrets.read('account/main')).toBe(1);
    save('{"account/main": 2}');
    expect(await secrets.read('account/main')).toBe(2);
  });

  it.each([0o644, 0o640, 0o604, 0o660, 0o601])('refuses a file that others may touch: %o', (mode) => {
    save('{"account/main": "hunter2"}', mode);
    const message = messageOf(() => open());
    expect(message).toContain('run chmod 600');
    expect(message).not.toContain('hunter2');
  });

  it.each([
    { case: 'half of a file', text: '{"account/main": {"consumerSecret": "hunter2"' },
    { case: 'an empty file', text: '' },
    { case: 'a list', text: '["hunter2"]' },
    { case: 'a text', text: '"hunter2"' },
    { case: 'null', text: 'null' },
  ])('refuses $case without a word of what is in it', ({ text }) => {
    save(text);
    const message = messageOf(() => open());
    expect(message).toContain('secrets.json');
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain('\n');
  });

  it('refuses a folder in the file`s place', () => {
    mkdirSync(path, { mode: 0o700 });
    expect(messageOf(() => open())).toMatch(/secrets\.json cannot be read \(EISDIR\)$/);
  });

  it.each([
    { case: 'is half written', text: '{"account/main": {"consumerSecret": "hunter2"', mode: 0o600 },
    { case: 'was opened to others', text: '{"account/main": {"consumerSecret": "hunter2"}}', mode: 0o644 },
  ])('holds the account, instead of failing its posts, while the file $case', async ({ text, mode }) => {
    const secrets = open();
    save(text, mode);
    const read = secrets.read('account/main');
    await expect(read).rejects.toMatchObject({ name: 'AccountHeldError', reason: 'secret', code: 'SECRET_UNREADABLE' });
    await expect(read).rejects.not.toThrow('hunter2');
  });

  it('takes the environment before the file, name by name', async () => {
    save('{"account/main": "file", "account/other": "file"}');
    const secrets = open('{"account/main": "environment"}');
    expect(await secrets.read('account/main')).toBe('environment');
    expect(await secrets.read('account/other')).toBe('file');
  });

  it('never writes the environment into the file', async () => {
    await open('{"account/main": "environment"}').write({ 'webhook/cms': 'w' });
    expect(readFileSync(path, 'utf8')).not.toContain('environment');
  });

  it('takes an empty environment for none, and refuses a malformed one without its text', () => {
    expect(open('').has('account/main')).toBe(false);
    const message = messageOf(() => open('{"account/main": hunter2'));
    expect(message).toContain('PIGEONPOST_SECRETS');
    expect(message).not.toContain('hunter2');
  });

  it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('knows no secret named %s', async (name) => {
    save('{"account/main": 1}');
    expect(open().has(name)).toBe(false);
    await expect(open().read(name)).rejects.toMatchObject({ code: 'SECRET_MISSING' });
  });
});
