import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { runProgram } from '../processes.ts';
import { startSandbox } from '../sandbox.ts';

const drops = [{ prefix: '', account: 'main', settleSeconds: 0 }];
const oneLine = /^pigeonpost: [^\n]+\n$/;

describe('a start that cannot work', { timeout: 60_000 }, () => {
  it('is refused while another engine has the data directory, which goes on', async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, { accounts: { main: {} }, drops });
    const engine = await machine.start();
    const second = await machine.run('--port', '0');
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(oneLine);
    expect(second.stderr).toContain(`another Pigeonpost works in ${machine.dataDir}`);
    machine.drop('a.png', makePng(1));
    await expect.poll(engine.rows, { timeout: 30_000 }).toMatchObject([{ state: 'posted' }]);
    expect(await sandbox.posts()).toHaveLength(1);
  });

  it('is refused in one line when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const port = String((other.address() as AddressInfo).port);
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, { accounts: { main: {} }, drops });
    const refused = await machine.run('--port', port);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(oneLine);
    expect(refused.stderr).toContain(`port ${port} on 127.0.0.1 is in use`);
  });

  it('names every fault of the config at once, before it makes anything', async () => {
    const root = temporaryFolder();
    const config = join(root, 'pigeonpost.config.ts');
    writeFileSync(
      config,
      `export default {
        accounts: { main: { driver: 'v3', postsPerDay: 0 } },
        drops: [{ prefix: 'a', account: 'mian' }, { prefix: '../', account: 'main' }],
        webhooks: { cms: { scheme: 'standard-webhooks' } },
        colour: 'grey',
      };\n`,
    );
    const refused = await runProgram('local/main.ts', ['--config', config, '--data', join(root, 'data')]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    const places = ['accounts.main.driver', 'accounts.main.postsPerDay', 'drops[0].prefix', 'drops[0].account'];
    for (const place of [...places, 'drops[1].prefix', 'webhooks.cms', 'colour']) {
      expect(refused.stderr).toContain(`  ${place}: `);
    }
    expect(refused.stderr).toContain('the configuration has 7 faults');
    expect(refused.stderr).not.toContain('    at ');
  });

  it('names every account whose keys are missing, and does not post what lies there once they are given', async () => {
    const root = temporaryFolder();
    const machine = new Machine(root, 'http://127.0.0.1:9', { accounts: { main: {}, press: {} }, drops });
    machine.drop('old.png', makePng(1));
    const places = ['--config', machine.configFile, '--data', machine.dataDir, '--drop', machine.dropFolder];
    const refused = await runProgram('local/main.ts', [...places, '--live', '--port', '0']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('account main: there is no secret account/main');
    expect(refused.stderr).toContain('account press: there is no secret account/press');
    const inSandbox = await machine.run('--port', '0');
    expect(inSandbox).toMatchObject({ code: 1 });
    expect(inSandbox.stderr).toContain('belongs to LIVE, and this start is SANDBOX');
  });

  it('says in one line that the data directory cannot be made', async () => {
    const refused = await runProgram('local/main.ts', ['--data', '/dev/null/data']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(oneLine);
    expect(refused.stderr).toContain('the data directory /dev/null/data cannot be used');
  });
});
