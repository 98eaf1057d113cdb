import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { stackOutputs } from '../../../functions/config/stack-outputs.ts';
import { buildFunctions } from '../../../scripts/build.ts';
import { ACCOUNT, type OpenedMinistack, REGION } from './open-ministack.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
const DEPLOY_WITHIN_MS = 120_000;
export const STAGE = 'trial';

/** What the stack tells of itself, by the names of its outputs. */
export type Outputs = Readonly<Record<string, string>>;

export interface DeployOptions {
  /** The TypeScript file that says what is deployed. */
  readonly configFile: string;
  /** Takes the place of X. */
  readonly xApiUrl: string;
}

/**
 * The app as a team deploys it: built, synthesised, and brought up by the CDK in an account that was never used before.
 *
 * @throws Error with what the CDK said
 */
export async function deployStack(ministack: OpenedMinistack, options: DeployOptions): Promise<Outputs> {
  const folder = join(ministack.folder, 'deploy');
  await mkdir(folder);
  const bundles = join(folder, 'dist');
  await buildFunctions({ configFile: options.configFile, outFolder: bundles });
  const app = join(folder, 'cdk.out');
  await runCdk(root, ministack, ['synth', '--quiet', '--output', app, ...synthOptions(bundles, options)]);
  // From a folder without an app: in this one it would be synthesised once more.
  await runCdk(folder, ministack, ['bootstrap', `aws://${ACCOUNT}/${REGION}`]);
  const outputsFile = join(folder, 'outputs.json');
  // MiniStack forgets change sets.
  const asOnce = ['--method', 'direct', '--require-approval', 'never', '--outputs-file', outputsFile];
  await runCdk(folder, ministack, ['deploy', '--app', app, ...asOnce]);
  const all = JSON.parse(await readFile(outputsFile, 'utf8')) as Record<string, Outputs>;
  return all[`pigeonpost-${STAGE}`] ?? {};
}

function synthOptions(bundles: string, { configFile, xApiUrl }: DeployOptions): readonly string[] {
  const app = `node infra/app.ts --config "${configFile}" --bundles "${bundles}"`;
  return ['--app', app, '--context', `stage=${STAGE}`, '--context', `xApiUrl=${xApiUrl}`];
}

async function runCdk(folder: string, ministack: OpenedMinistack, args: readonly string[]): Promise<void> {
  const environment = {
    // Neither a profile nor a region of whoever runs this.
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    CI: 'true',
    NO_COLOR: '1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    // The synth stage of CI has it on.
    CDK_VALIDATION: 'false',
    ...ministack.environment,
  };
  const run = promisify(execFile)(process.execPath, [cdk, '--no-notices', ...args], {
    cwd: folder,
    env: environment,
    timeout: DEPLOY_WITHIN_MS,
    killSignal: 'SIGKILL',
  });
  await run.catch((error: unknown) => {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`cdk ${args[0]} failed:\n${`${stdout}${stderr}`.slice(-4_000)}`, { cause: error });
  });
}

/** Where MiniStack serves what AWS would serve at that address of an HTTP API. */
export function addressOnMinistack({ url }: OpenedMinistack, outputs: Outputs, path: string): string {
  const { hostname } = new URL(outputs[stackOutputs.webhookUrl] ?? '');
  return `${url}/_aws/execute-api/${hostname.split('.')[0]}/$default/${path.replace(/^\//, '')}`;
}
