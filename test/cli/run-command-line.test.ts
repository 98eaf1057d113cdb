import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { allCommands } from '../../cli/all-commands.ts';
import { runCommandLine } from '../../cli/run-command-line.ts';
import { openDataDir } from '../../local/engine/data-dir.ts';
import { temporaryFolder } from '../local/engine/temporary-folder.ts';
import { CommandLine } from './command-line.ts';

async function say(...argv: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await runCommandLine(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

describe('the command line', () => {
  it.each([{ argv: [] }, { argv: ['--help'] }, { argv: ['-h'] }, { argv: ['help'] }])(
    'lists every command for $argv',
    async ({ argv }) => {
      const { code, out } = await say(...argv);
      expect(code).toBe(0);
      for (const { name, summary } of allCommands) expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
    },
  );

  it.each(allCommands.map(({ name }) => ({ name })))('explains $name without needing a folder', async ({ name }) => {
    const { code, out, err } = await say(name, '--help', '--data', '/nowhere');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Usage: npm run pigeonpost -- ${name}`);
    expect(out).toContain('--json');
  });

  it.each(allCommands.map(({ name, options, usage }) => ({ name, options: Object.keys(options), usage })))(
    'describes every option of $name',
    ({ options, usage }) => {
      for (const option of options) expect(usage).toContain(`--${option}`);
    },
  );

  it('says in one line that a command does not exist, and answers 2', async () => {
    const { code, out, err } = await say('pots', '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^pigeonpost: there is no command pots; there are posts, preview, post, .*\n$/);
  });

  it('moves no cursor with what it repeats', async () => {
    const { err } = await say('\u{1b}[31mposts');
    expect(err).not.toContain('\u{1b}');
  });

  it.each([
    {
      case: 'an unknown option',
      argv: ['posts', '--sate', 'failed'],
      message: "'--sate'; posts --help lists the options",
    },
    { case: 'an option without its value', argv: ['posts', '--state'], message: '--state' },
    {
      case: 'an option before another',
      argv: ['posts', '--state', '--live'],
      message: "'--state' needs a value, after =",
    },
    { case: 'a region alone', argv: ['posts', '--region', 'eu-west-1'], message: 'name it with --stage' },
    { case: 'an empty directory name', argv: ['posts', '--data='], message: '--data must not be empty' },
    { case: 'no config', argv: ['posts', '--config', '/nowhere/c.ts'], message: 'there is no /nowhere/c.ts' },
  ])('answers $case in one line with exit code 1', async ({ argv, message }) => {
    const { code, out, err } = await say(...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^pigeonpost: [^\n]*\n$/);
    expect(err).toContain(message);
  });

  it('gives a refusal as JSON to who wants JSON', async () => {
    const { code, out, err } = await new CommandLine().run('posts', 'nothing', '--json');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(JSON.parse(err)).toEqual({
      error: { code: 'POST_UNKNOWN', message: 'there is no post nothing in the log', advice: null },
    });
  });

  it('says that nothing ran in a directory yet', async () => {
    const folder = temporaryFolder();
    const config = join(folder, 'c.ts');
    writeFileSync(config, 'export default { accounts: { main: {} } };\n');
    const { code, err } = await say('posts', '--data', join(folder, 'none'), '--config', config);
    expect(code).toBe(1);
    expect(err).toContain('nothing has run in');
  });

  it('says that a directory holds something else than a log', async () => {
    const line = new CommandLine();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'pigeonpost.sqlite'), 'no database, but long enough to be read as one'.repeat(100));
    const { code, err } = await line.run('posts', '--data', folder);
    // The last --data counts: that of the log.
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const config = join(line.folder, 'pigeonpost.config.ts');
    const refused = await say('posts', '--data', folder, '--config', config);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^pigeonpost: the data directory .* cannot be used: .*\n$/);
  });

  it('marks a folder whose posts go out on X', async () => {
    const line = new CommandLine();
    line.goLive();
    expect((await line.run('posts')).err).toContain('LIVE');
    expect((await line.run('posts', '--json')).err).toBe('');
  });

  it('says that no engine runs only where something waits for one', async () => {
    const line = new CommandLine();
    expect((await line.run('posts')).err).toBe('');
    expect((await line.run('post', 'Hello')).err).toContain('no engine runs');
    const dataDir = openDataDir(line.dataDir);
    try {
      expect((await line.run('post', 'Hello again')).err).toBe('');
    } finally {
      dataDir.close();
    }
  });
});
