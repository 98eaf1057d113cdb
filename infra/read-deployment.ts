import * as z from 'zod';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { type DeploymentConfig, deploymentSchema, stageName } from '../functions/config/deployment-schema.ts';
import { parseConfig } from '../functions/config/parse-config.ts';
import { secretNameOf } from '../functions/config/secret-name-of.ts';
import { ConfigError } from '../functions/domain/errors.ts';
import { listFaults } from '../functions/domain/list-faults.ts';

/** What is to be deployed: the config, and what was said with `-c`. */
export interface Deployment {
  readonly stage: string;
  readonly config: PigeonpostConfig;
  readonly settings: DeploymentConfig;
  /** Names of the secrets of accounts, each once. */
  readonly accountSecrets: readonly string[];
  readonly webhookSecrets: readonly string[];
  readonly existingBucket?: string;
  /** Takes the place of X, for a trial. */
  readonly xApiUrl?: string;
}

const options = z.strictObject({
  stage: stageName.default('prod'),
  existingBucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'must be the name of a bucket' })
    .exactOptional(),
  xApiUrl: z.url({ protocol: /^https?$/, error: 'must be a URL' }).exactOptional(),
});
type Options = z.output<typeof options>;
const optionNames = Object.keys(options.shape) as readonly (keyof Options)[];

/**
 * A function's environment holds 4 KB in all, and with it the ARNs of its secrets, some 130 bytes each with their names.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (read 2026-11)
 */
const MAX_SECRETS = 24;

/**
 * The deployment that config and options ask for.
 *
 * @param optionOf what `-c name=value` says; undefined where it was left out
 * @throws ConfigError one report of every fault in both
 */
export function readDeployment(config: unknown, optionOf: (name: string) => unknown): Deployment {
  const read = readConfig(config);
  const given = optionNames.flatMap((name) => {
    const value = optionOf(name);
    return value === undefined ? [] : [[name, value]];
  });
  const parsed = options.safeParse(Object.fromEntries(given), { reportInput: true });
  const faults = [
    ...('report' in read ? [read.report] : []),
    ...(parsed.success ? [] : listFaults(parsed.error).map(({ path, message }) => `-c ${path}: ${message}`)),
  ];
  if ('report' in read || !parsed.success) throw new ConfigError(faults.join('\n'));
  return deploymentOf(read.config, parsed.data);
}

function readConfig(config: unknown): { config: PigeonpostConfig } | { report: string } {
  try {
    return { config: parseConfig(config) };
  } catch (error) {
    if (error instanceof ConfigError) return { report: error.message };
    throw error;
  }
}

function deploymentOf(config: PigeonpostConfig, { stage, ...chosen }: Options): Deployment {
  const accountSecrets = Object.entries(config.accounts).map(([name, account]) => secretNameOf(name, account));
  const webhookSecrets = Object.keys(config.webhooks).map((name) => `webhook/${name}`);
  const settings = config.deployments?.[stage];
  const faults = [
    ...(config.deployments === undefined || settings !== undefined ? [] : [unknownStage(stage, config.deployments)]),
    ...tooMany('accounts', accountSecrets),
    ...tooMany('webhooks', webhookSecrets),
  ];
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return {
    stage,
    config,
    settings: settings ?? deploymentSchema.parse({}),
    accountSecrets: [...new Set(accountSecrets)],
    webhookSecrets,
    ...chosen,
  };
}

function unknownStage(stage: string, deployments: object): string {
  const known = Object.keys(deployments).join(', ');
  return `-c stage: names ${stage}; deployments has ${known}. Add it there, or name one of these`;
}

function tooMany(what: string, names: readonly string[]): readonly string[] {
  const count = new Set(names).size;
  if (count <= MAX_SECRETS) return [];
  return [`${what}: are ${count}; one deployment holds ${MAX_SECRETS}. Share them among several stages`];
}
