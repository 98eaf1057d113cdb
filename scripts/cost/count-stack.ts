import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'aws-cdk-lib';

import { functionNames, type FunctionName } from '../../functions/config/env.ts';
import { PigeonpostStack } from '../../infra/pigeonpost-stack.ts';
import { readDeployment } from '../../infra/read-deployment.ts';

/** What of a deployment costs by being there, and how large its functions are. */
export interface StackCount {
  readonly alarms: number;
  readonly dashboards: number;
  readonly secrets: number;
  /** Queues that a function is waiting at. */
  readonly polledQueues: number;
  readonly memoryGb: Readonly<Record<FunctionName, number>>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly MemorySize?: number; readonly Description?: string };
}

/** Counted in the template of the stack itself, for that config. */
export function countStack(config: unknown): StackCount {
  const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-cost-'));
  try {
    return countIn(synthesise(config, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function synthesise(config: unknown, folder: string): readonly (readonly [string, Resource])[] {
  const bundlesFolder = join(folder, 'dist');
  for (const name of functionNames) {
    mkdirSync(join(bundlesFolder, name), { recursive: true });
    writeFileSync(join(bundlesFolder, name, 'index.mjs'), '');
  }
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
    context: object;
  };
  const outdir = join(folder, 'out');
  const app = new App({ outdir, context: { ...context }, builtinCloudFormationValidation: false });
  const stack = new PigeonpostStack(app, { deployment: readDeployment(config, () => undefined), bundlesFolder });
  const { Resources } = app.synth().getStackByName(stack.stackName).template as { Resources: Record<string, Resource> };
  return Object.entries(Resources);
}

function countIn(resources: readonly (readonly [string, Resource])[]): StackCount {
  const count = (type: string) => resources.filter(([, { Type }]) => Type === type).length;
  return {
    alarms: count('AWS::CloudWatch::Alarm'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
    secrets: count('AWS::SecretsManager::Secret'),
    polledQueues: count('AWS::Lambda::EventSourceMapping'),
    memoryGb: {
      's3-drop': memoryOf(resources, 'DropS3DropFunction'),
      webhook: memoryOf(resources, 'WebhooksWebhookFunction'),
      publish: memoryOf(resources, 'PublisherPublishFunction'),
      'fetch-media': memoryOf(resources, 'FetcherFetchMediaFunction'),
      'v1-bridge': memoryOf(resources, 'BridgeV1BridgeFunction'),
      sweep: memoryOf(resources, 'SweeperSweepFunction'),
    },
  };
}

function memoryOf(resources: readonly (readonly [string, Resource])[], id: string): number {
  const found = resources.find(([logicalId]) => logicalId.startsWith(id))?.[1].Properties?.MemorySize;
  if (found === undefined) throw new Error(`there is no function ${id} with a memory size in the template`);
  return found / 1024;
}
