import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { CommandLine } from './command-line.ts';
import { Deployment } from './deployment.ts';
import { startEngine } from './running-engine.ts';

const config = {
  accounts: { main: {} },
  webhooks: { cms: { scheme: 'github', account: 'main', text: 'Released' } },
} as const;

describe('info', () => {
  it('tells of a folder where everything is, and that nothing listens', async () => {
    const line = new CommandLine(config);
    const secrets = join(line.dataDir, 'secrets.json');
    expect(await line.json('info')).toEqual({
      mode: null,
      dropFolder: join(line.dataDir, 'drop'),
      dataDir: line.dataDir,
      configFile: join(line.folder, 'pigeonpost.config.ts'),
      url: null,
      xApiUrl: null,
      accounts: ['main'],
      webhooks: { cms: { url: null, scheme: 'github', accounts: ['main'] } },
      bridge: { url: null },
      secrets: { 'account/main': secrets, 'webhook/cms': secrets, bridge: secrets },
    });
    expect((await line.run('info')).out).toContain('cms (github): while no engine runs, nowhere');
  });

  it('tells where an engine listens, as long as it runs', async () => {
    const line = new CommandLine(config);
    const running = await startEngine(line);
    const { gateway, xApiUrl } = running;
    expect(await line.json('info')).toMatchObject({
      mode: 'SANDBOX',
      url: `${gateway.url}/`,
      xApiUrl,
      bridge: { url: gateway.url },
      webhooks: { cms: { url: `${gateway.url}/webhooks/cms` } },
    });
    await running.stop();
    expect(await line.json('info')).toMatchObject({ url: null, webhooks: { cms: { url: null } } });
  });

  it('tells of a deployment what its stack says', async () => {
    const prod = await Deployment.open(config);
    expect(await prod.json('info')).toMatchObject({
      stage: 'prod',
      region: 'eu-central-1',
      status: 'UPDATE_COMPLETE',
      dropBucket: 'the-drop',
      bridge: { url: 'https://hooks.example' },
      dashboardUrl: 'https://console.example/dashboard',
      webhooks: { cms: { url: 'https://hooks.example/webhooks/cms' } },
      secrets: { 'account/main': 'arn:account/main', 'webhook/cms': 'arn:webhook/cms' },
    });
    const { out } = await prod.run('info');
    expect(out).toMatch(/^drop bucket +the-drop$/m);
    expect(out).toMatch(/^dashboard +https:\/\/console.example\/dashboard$/m);
    expect(out).not.toContain('instead of X');
  });
});
