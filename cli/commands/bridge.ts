import { makeKey } from '../../functions/bridge/make-key.ts';
import { BRIDGE_SECRET } from '../../functions/config/secret-name-of.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { type BridgeKey, parseBridgeSecret } from '../../functions/triggers/v1-bridge/bridge-key.ts';
import { plainTable, printable } from '../../local/plain-table.ts';
import type { Command, CommandResult } from '../command.ts';
import { knownAccount } from '../known-account.ts';
import type { OpenPlace } from '../place.ts';

/** Keys for clients of X's old API. */
export const bridgeCommand: Command = {
  name: 'bridge',
  summary: "Issue, list or revoke the keys by which clients of X's API v1.1 use the bridge.",
  usage: `issue ACCOUNT
       npm run pigeonpost -- bridge list
       npm run pigeonpost -- bridge revoke ID

  issue    two fresh pairs for one client, good for that account alone; shown this once
  list     every key that was issued, without its secrets
  revoke   the key of that id opens nothing any more`,
  options: {},
  run: async ({ positionals: [action, subject, ...others] }, place) => {
    if (others.length === 0) {
      if (action === 'issue' && subject !== undefined) return issue(knownAccount(subject, place), place);
      if (action === 'revoke' && subject !== undefined) return revoke(subject, place);
      if (action === 'list' && subject === undefined) return list(await readKeys(place));
    }
    throw new ConfigError('say bridge issue ACCOUNT, bridge list, or bridge revoke ID');
  },
};

async function readKeys({ keys }: OpenPlace): Promise<readonly BridgeKey[]> {
  const document = await keys.find(BRIDGE_SECRET);
  return document === undefined ? [] : parseBridgeSecret(document);
}

async function issue(account: string, place: OpenPlace): Promise<CommandResult> {
  const key = makeKey(account, Date.now());
  await place.keys.write(BRIDGE_SECRET, { keys: [...(await readKeys(place)), key] });
  const url = place.bridgeUrl ?? null;
  const text = plainTable([
    ['key', `${key.id}, for the account ${account}`],
    ...(url === null ? [] : [['address', `${url}/1.1/ instead of https://api.twitter.com/1.1/`]]),
    ['consumer key', key.consumerKey],
    ['consumer secret', key.consumerSecret],
    ['access token', key.accessToken],
    ['access secret', key.accessTokenSecret],
  ]);
  return { json: { ...key, url }, text: `${text}the secrets are not shown again; bridge revoke ${key.id} ends them\n` };
}

async function revoke(id: string, place: OpenPlace): Promise<CommandResult> {
  const keys = await readKeys(place);
  const found = keys.find((key) => key.id === id);
  if (found === undefined) {
    throw new ConfigError(`no key has the id ${printable(id).slice(0, 32)}; bridge list shows them all`);
  }
  if (found.revokedAt !== undefined) {
    return { json: shown(found), text: `${id} was revoked before, at ${found.revokedAt}\n` };
  }
  const revoked = { ...found, revokedAt: new Date().toISOString() };
  await place.keys.write(BRIDGE_SECRET, { keys: keys.map((key) => (key === found ? revoked : key)) });
  const text = `${id} is revoked; a deployment knows it within five minutes, an engine at once\n`;
  return { json: shown(revoked), text };
}

function list(keys: readonly BridgeKey[]): CommandResult {
  const head = ['id', 'account', 'consumer key', 'access token', 'issued', 'revoked'];
  const lines = keys.map((key) => {
    const { id, account, consumerKey, accessToken, createdAt, revokedAt } = key;
    return [id, account, consumerKey, accessToken, createdAt, revokedAt ?? ''];
  });
  const text =
    keys.length === 0 ? 'no keys were issued; bridge issue ACCOUNT makes one\n' : plainTable([head, ...lines]);
  return { json: { keys: keys.map(shown) }, text };
}

/** What of a key opens nothing. */
function shown({ consumerSecret: _consumer, accessTokenSecret: _token, ...rest }: BridgeKey): object {
  return rest;
}
