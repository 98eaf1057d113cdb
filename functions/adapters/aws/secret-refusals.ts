import { AccountHeldError, type PigeonpostError } from '../../domain/errors.ts';
import { unavailable } from './store-unavailable.ts';

interface Refusal {
  readonly code: string;
  readonly says: string;
  readonly advice: string;
}

const missing: Refusal = {
  code: 'SECRET_MISSING',
  says: 'is deleted, or is about to be',
  advice: 'Restore it in Secrets Manager, or deploy again and store the keys anew.',
};

const forbidden: Refusal = {
  code: 'SECRET_UNREADABLE',
  says: 'may not be read by this function, or not decrypted',
  advice: 'Allow secretsmanager:GetSecretValue on it, and kms:Decrypt where it has a key of its own; then `resume`.',
};

/** Answers that stay the same until a person acts, by the name of Secrets Manager's error. */
const refusals: Readonly<Record<string, Refusal>> = {
  InvalidRequestException: missing,
  AccessDeniedException: forbidden,
  DecryptionFailure: forbidden,
};

/**
 * What Secrets Manager's refusal means: a fault that a person mends holds the account, all else is a store that does
 * not answer just now.
 */
export function secretRefusal(name: string, error: unknown): PigeonpostError {
  const kind = error instanceof Error ? error.name : '';
  if (kind === 'ResourceNotFoundException') return held(name, isWithoutValue(error) ? notSet(name) : missing, error);
  const refusal = Object.hasOwn(refusals, kind) ? refusals[kind] : undefined;
  return refusal === undefined ? unavailable('Secrets Manager', error) : held(name, refusal, error);
}

/** A name that the deployment has no secret for. */
export function secretUnknown(name: string): AccountHeldError {
  return held(name, {
    code: 'SECRET_MISSING',
    says: 'is not known to this function',
    advice: 'Deploy again: the stack makes a secret for each account and webhook of the config.',
  });
}

/** Never the parser's words: they would quote the value. */
export function secretMalformed(name: string): AccountHeldError {
  return held(name, {
    code: 'SECRET_MALFORMED',
    says: 'holds no JSON',
    advice: `${howToSet(name)} Nothing may stand before or after it.`,
  });
}

/** The stack makes secrets without a value; and a rotation that broke off leaves a value that is pending only. */
function notSet(name: string): Refusal {
  return {
    code: 'SECRET_NO_CURRENT',
    says: 'is not set: it has no current value',
    advice: `${howToSet(name)} If it was rotated just now, the rotation did not come to its end.`,
  };
}

/** Secrets Manager says "… the specified secret value for staging label: AWSCURRENT" of a secret that is there. */
function isWithoutValue(error: unknown): boolean {
  return error instanceof Error && error.message.includes('secret value');
}

function howToSet(name: string): string {
  const [, kind, owner] = /^(account|webhook)\/(.+)$/.exec(name) ?? [];
  if (kind === 'webhook') return `Run \`npm run pigeonpost -- webhook secret ${owner}\`.`;
  if (kind === 'account') return `Run \`npm run pigeonpost -- auth login ${owner}\`.`;
  return 'Store the four keys of its account in it, for instance with `auth login`.';
}

function held(name: string, { code, says, advice }: Refusal, cause?: unknown): AccountHeldError {
  return new AccountHeldError('secret', code, `the secret ${name} ${says}`, {
    advice,
    ...(cause === undefined ? {} : { cause }),
  });
}
