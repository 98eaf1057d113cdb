import { describe, expect, it } from 'vitest';

import { ConfigError } from '../../functions/domain/errors.ts';
import { readOptions, USAGE } from '../../local/read-options.ts';

describe('readOptions', () => {
  it('starts a sandbox of its own on this machine unless told otherwise', () => {
    expect(readOptions([])).toEqual({
      port: 8787,
      host: '127.0.0.1',
      dataDir: '.pigeonpost/sandbox',
      dropFolder: 'drop',
      configFile: 'pigeonpost.config.ts',
      isLive: false,
      xApiUrl: undefined,
      backfill: false,
      yes: false,
      sandboxPort: 0,
      readTimesSeconds: undefined,
      json: false,
      verbose: false,
    });
  });

  it.each([
    { argv: ['--port', '0'], read: { port: 0 } },
    { argv: ['--port=65535'], read: { port: 65_535 } },
    { argv: ['--host', '::1'], read: { host: '::1' } },
    { argv: ['--data', 'd'], read: { dataDir: 'd', dropFolder: 'd/drop' } },
    { argv: ['--data', 'd', '--drop', 'photos'], read: { dataDir: 'd', dropFolder: 'photos' } },
    { argv: ['--live'], read: { isLive: true, dataDir: '.pigeonpost/live', dropFolder: 'drop' } },
    { argv: ['--x-api', 'http://127.0.0.1:8080'], read: { xApiUrl: 'http://127.0.0.1:8080' } },
    { argv: ['--x-api', 'https://X.example/'], read: { xApiUrl: 'https://x.example' } },
    {
      argv: ['--config', 'other.ts', '--json', '--verbose'],
      read: { configFile: 'other.ts', json: true, verbose: true },
    },
    { argv: ['--backfill', '--yes'], read: { backfill: true, yes: true } },
    { argv: ['--sandbox-port', '8080'], read: { sandboxPort: 8080 } },
    { argv: ['--read-times', '1,3,10'], read: { readTimesSeconds: [1, 3, 10] } },
    { argv: ['--live', '--read-times', '30,120,600'], read: { readTimesSeconds: [30, 120, 600] } },
    { argv: ['--live', '--read-times', '60,300,900,3600'], read: { readTimesSeconds: [60, 300, 900, 3600] } },
  ])('reads $argv', ({ argv, read }) => {
    expect(readOptions(argv)).toMatchObject(read);
  });

  it('shows its help before anything else', () => {
    expect(readOptions(['--help', '--port', 'x'])).toBe('help');
  });

  it.each([...USAGE.matchAll(/^ {2}--([a-z-]+)( [A-Z]+)?/gm)].map(([, name = '', value]) => ({ name, value })))(
    'knows --$name, which its help describes',
    ({ name, value }) => {
      expect(readOptions(['--help', `--${name}`, ...(value === undefined ? [] : ['1'])])).toBe('help');
    },
  );

  it.each([
    { argv: ['--prot', '1'], message: "Unknown option '--prot'" },
    { argv: ['photos'], message: "Unexpected argument 'photos'" },
    { argv: ['--port'], message: '--port' },
    { argv: ['--live=yes'], message: '--live' },
    { argv: ['--port', 'http'], message: '--port must be 0 to 65535, got http' },
    { argv: ['--port', '-1'], message: '--port' },
    { argv: ['--port', '65536'], message: '--port must be 0 to 65535, got 65536' },
    { argv: ['--port', '1e3'], message: '--port must be 0 to 65535, got 1e3' },
    { argv: ['--port', ''], message: '--port must be 0 to 65535' },
    { argv: ['--sandbox-port', 'x'], message: '--sandbox-port must be 0 to 65535, got x' },
    { argv: ['--live', '--x-api', 'http://127.0.0.1'], message: '--live and --x-api exclude each other' },
    { argv: ['--live', '--sandbox-port', '1'], message: '--sandbox-port is for the sandbox' },
    { argv: ['--x-api', 'http://127.0.0.1', '--sandbox-port', '1'], message: '--sandbox-port is for the sandbox' },
    { argv: ['--yes'], message: '--yes answers the question of --backfill' },
    { argv: ['--x-api', '127.0.0.1:8080'], message: '--x-api must be an address' },
    { argv: ['--x-api', 'ftp://127.0.0.1'], message: '--x-api must be an address' },
    { argv: ['--x-api', 'http://127.0.0.1/2/tweets'], message: '--x-api must be an address' },
    { argv: ['--x-api', 'http://127.0.0.1/?a=1'], message: '--x-api must be an address' },
    { argv: ['--x-api', ''], message: '--x-api must be an address' },
    { argv: ['--data', ''], message: '--data must not be empty' },
    { argv: ['--drop='], message: '--drop must not be empty' },
    { argv: ['--config='], message: '--config must not be empty' },
    { argv: ['--read-times', '1,x'], message: '--read-times must be 1 to 10 rising whole seconds' },
    { argv: ['--read-times='], message: '--read-times must be' },
    { argv: ['--read-times', '10,3'], message: '--read-times must be' },
    { argv: ['--read-times', '0,3'], message: '--read-times must be' },
    { argv: ['--live', '--read-times', '29,120,600'], message: '--read-times 29,120,600 is too hasty for X itself' },
    { argv: ['--live', '--read-times', '30,120'], message: 'is too hasty for X itself' },
    { argv: ['--host='], message: '--host must not be empty' },
  ])('refuses $argv in one line', ({ argv, message }) => {
    const read = () => readOptions(argv);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
    expect(read).not.toThrow('\n');
  });

  it('never repeats a password that stands in an address', () => {
    const read = () => readOptions(['--x-api', 'http://user:hunter2@127.0.0.1']);
    expect(read).toThrow('--x-api must be an address');
    expect(read).not.toThrow('hunter2');
  });
});
