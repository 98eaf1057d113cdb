import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const app = fileURLToPath(new URL('../../infra/app.ts', import.meta.url));
const deploy = fileURLToPath(new URL('../../infra/deploy.ts', import.meta.url));

function run(file: string, environment: NodeJS.ProcessEnv, ...options: string[]) {
  const { PATH } = process.env;
  // Nobody's profile, and no machine of Amazon's to ask.
  const bare = { PATH, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };
  return spawnSync(process.execPath, [file, ...options], { env: { ...bare, ...environment }, encoding: 'utf8' });
}

describe('the app', { timeout: 60_000 }, () => {
  it('ends with one report and no stack when something cannot be deployed', () => {
    const { status, stderr } = run(app, { CDK_CONTEXT_JSON: JSON.stringify({ stage: 'Prod', xApiUrl: 'here' }) });
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining('-c stage: must be 1 to 16'),
      expect.stringContaining('-c xApiUrl: must be a URL'),
    ]);
  });
});

describe('npm run deploy', { timeout: 60_000 }, () => {
  it('says what to set when there is neither region nor account', () => {
    const { status, stderr } = run(deploy, {});
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'This cannot be deployed:',
      expect.stringMatching(/^ {2}no region: set AWS_REGION/),
      expect.stringMatching(/^ {2}no account: set AWS_PROFILE/),
    ]);
  });

  it('takes the region by its older name too, as the CDK does', () => {
    const { stderr } = run(deploy, { AWS_DEFAULT_REGION: 'eu-central-1' });
    expect(stderr.split('\n').filter((line) => line.startsWith('  '))).toEqual([expect.stringContaining('no account')]);
  });

  it('looks for the account in the profile that is named', () => {
    expect(run(deploy, { AWS_REGION: 'eu-central-1' }, '--profile', 'nobody').stderr).toContain('no account');
  });
});
