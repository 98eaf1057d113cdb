import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { functionNames } from '../../functions/config/env.ts';
import { PigeonpostStack } from '../../infra/pigeonpost-stack.ts';
import { readDeployment } from '../../infra/read-deployment.ts';

/** Two accounts and two webhooks, so that what is given one by one can be told from what is given to all. */
export const sampleConfig: ConfigInput = {
  accounts: {
    main: { monthlyBudgetUsd: 10 },
    shop: { driver: 'v1', secretName: 'keys/of-shop', maxLatenessHours: 240 },
  },
  drops: [{ prefix: '', account: 'main' }],
  webhooks: {
    cms: { scheme: 'standard-webhooks', account: 'main' },
    shop: { scheme: 'standard-webhooks', accounts: ['main', 'shop'] },
  },
};

export interface SynthesiseOptions {
  readonly config?: ConfigInput;
  /** As with `-c name=value`. */
  readonly options?: Readonly<Record<string, string>>;
  /** @default - bundles that hold nothing */
  readonly bundlesFolder?: string;
}

/** The stack of that config, without CloudFormation's own checks, which take 2 s. */
export function openStack({
  config = sampleConfig,
  options = {},
  bundlesFolder = emptyBundles,
}: SynthesiseOptions = {}) {
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
    context: object;
  };
  const app = new App({
    context: { ...context },
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    outdir: join(folder, `out-${(count += 1)}`),
  });
  const stack = new PigeonpostStack(app, {
    deployment: readDeployment(config, (name) => options[name]),
    bundlesFolder,
  });
  return { app, stack };
}

/** Its template, made once however often it is asked for. */
export function synthesise(options: SynthesiseOptions = {}): Template {
  const key = JSON.stringify(options);
  const template = templates.get(key) ?? Template.fromStack(openStack(options).stack);
  templates.set(key, template);
  return template;
}

const templates = new Map<string, Template>();
const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-infra-'));
const emptyBundles = join(folder, 'dist');
let count = 0;
for (const name of functionNames) {
  mkdirSync(join(emptyBundles, name), { recursive: true });
  writeFileSync(join(emptyBundles, name, 'index.mjs'), `export const handler = () => '${name}';\n`);
}
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
