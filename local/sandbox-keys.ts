import { createHash, randomBytes } from 'node:crypto';

import { request } from 'undici';

import { makeKey } from '../functions/bridge/make-key.ts';
import { BRIDGE_SECRET } from '../functions/config/secret-name-of.ts';
import { ConfigError } from '../functions/domain/errors.ts';
import type { SecretsFile } from './engine/secrets-file.ts';

const TIMEOUT_MS = 10_000;
const LONGEST_SCREEN_NAME = 15;

/** Four OAuth 1.0a values of one account, as X's developer portal gives them. */
interface AccountKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/**
 * Keys in the secrets file for each account that has none yet, and the account in the sandbox for each that has: the
 * sandbox may have been reset since.
 *
 * @throws ConfigError when there is no sandbox at that address
 */
export async function ensureSandboxKeys(
  url: string,
  accounts: readonly { readonly name: string; readonly secretName: string }[],
  secrets: SecretsFile,
): Promise<void> {
  for (const { name, secretName } of accounts) {
    const known = secrets.has(secretName) ? ((await secrets.read(secretName)) as AccountKeys) : undefined;
    const keys = await registerAccount(url, screenNameOf(name), known);
    if (known === undefined) await secrets.write({ [secretName]: keys });
  }
}

/** X's screen names have up to 15 letters, digits and underscores; a longer name keeps its beginning and a hash. */
function screenNameOf(account: string): string {
  const name = account.replaceAll('-', '_');
  if (name.length <= LONGEST_SCREEN_NAME) return name;
  const hash = createHash('sha256').update(account).digest('hex').slice(0, 6);
  return `${name.slice(0, LONGEST_SCREEN_NAME - 1 - hash.length)}_${hash}`;
}

async function registerAccount(url: string, screenName: string, known: AccountKeys | undefined): Promise<AccountKeys> {
  try {
    const { statusCode, body } = await request(new URL('/_sandbox/accounts', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ screenName, ...known }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (statusCode >= 300) throw new Error(`it answered ${statusCode}`);
    const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = (await body.json()) as AccountKeys;
    return { consumerKey, consumerSecret, accessToken, accessTokenSecret };
  } catch (cause) {
    throw new ConfigError(`no account could be made in the sandbox at ${url}: ${String((cause as Error).message)}`, {
      cause,
    });
  }
}

/** A key of the bridge for this account, where none was ever issued: for a first try. */
export async function ensureBridgeKey(account: string, secrets: SecretsFile): Promise<void> {
  if (!secrets.has(BRIDGE_SECRET)) await secrets.write({ [BRIDGE_SECRET]: { keys: [makeKey(account, Date.now())] } });
}

/** A secret of its own for each webhook that has none yet, in the form of Standard Webhooks. */
export async function ensureWebhookSecrets(webhooks: readonly string[], secrets: SecretsFile): Promise<void> {
  const missing = webhooks.filter((name) => !secrets.has(`webhook/${name}`));
  const made = missing.map((name) => [`webhook/${name}`, { current: `whsec_${randomBytes(32).toString('base64')}` }]);
  if (made.length > 0) await secrets.write(Object.fromEntries(made));
}
