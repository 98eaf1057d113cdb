import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';

import { SecretsManager } from '../../functions/adapters/aws/secrets-manager.ts';
import { unavailable } from '../../functions/adapters/aws/store-unavailable.ts';
import { AccountHeldError, ConfigError, type PigeonpostError } from '../../functions/domain/errors.ts';
import type { Clock, Journal } from '../../functions/domain/ports.ts';
import type { KeyStore } from '../place.ts';
import type { AwsClients } from './aws-clients.ts';

export interface StageKeysOptions {
  readonly client: AwsClients['secretsManager'];
  /** ARNs by the names that the config uses. */
  readonly arns: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** The secrets of a deployment, in Secrets Manager. */
export function stageKeys({ client, arns, clock, journal }: StageKeysOptions): KeyStore {
  const reader = new SecretsManager({ client, ids: arns, clock, journal });
  const arnOf = (name: string): string | undefined => (Object.hasOwn(arns, name) ? arns[name] : undefined);
  return {
    // A command lives for seconds: what it wrote itself it must see.
    read: async (name) => reader.read(name, { fresh: true }),
    find: async (name) =>
      reader.read(name, { fresh: true }).catch((error: unknown) => {
        if (error instanceof AccountHeldError && error.code === 'SECRET_NO_CURRENT') return undefined;
        throw error;
      }),
    write: async (name, value) => {
      const arn = arnOf(name);
      if (arn === undefined) throw unknown(name, arns);
      const command = new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(value) });
      await client.send(command).catch((error: unknown) => {
        throw refusalOf(name, error);
      });
    },
    whereabouts: (name) => arnOf(name) ?? 'nowhere: deploy again, which makes it',
  };
}

function unknown(name: string, arns: object): ConfigError {
  const known = Object.keys(arns).join(', ') || 'none';
  return new ConfigError(`this deployment has no secret ${name}; it has ${known}`, {
    advice: 'Deploy again: the stack makes a secret for each account and webhook of the config.',
  });
}

/** Never AWS's own sentence, which may repeat what was sent. */
function refusalOf(name: string, error: unknown): PigeonpostError {
  const kind = error instanceof Error ? error.name : '';
  if (kind === 'AccessDeniedException') {
    return new ConfigError(`you may not write the secret ${name}`, {
      advice: 'Allow secretsmanager:PutSecretValue on it, and kms:GenerateDataKey where it has a key of its own.',
    });
  }
  if (kind === 'ResourceNotFoundException' || kind === 'InvalidRequestException') {
    return new ConfigError(`the secret ${name} is deleted, or is about to be`, {
      advice: 'Restore it in Secrets Manager, then store the value again.',
    });
  }
  return unavailable('Secrets Manager', error);
}
