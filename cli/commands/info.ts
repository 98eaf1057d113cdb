import { plainTable } from '../../local/plain-table.ts';
import type { Command } from '../command.ts';
import { namesOfSecrets } from '../names-of-secrets.ts';
import { refuseArguments } from '../no-argument.ts';
import type { OpenPlace } from '../place.ts';

/** Tells where everything is. */
export const infoCommand: Command = {
  name: 'info',
  summary: 'Say where everything is: bucket or folder, addresses of the webhooks, dashboard, secrets.',
  usage: '',
  options: {},
  run: async (given, place) => {
    refuseArguments(given);
    return { json: infoAsJson(place), text: infoAsText(place) };
  },
};

function infoAsJson(place: OpenPlace): object {
  return {
    ...Object.fromEntries(place.facts.map(({ key, value }) => [key, value])),
    accounts: Object.keys(place.config.accounts),
    bridge: { url: place.bridgeUrl ?? null },
    webhooks: Object.fromEntries(webhooksOf(place).map(({ name, ...webhook }) => [name, webhook])),
    secrets: Object.fromEntries(secretsOf(place)),
  };
}

function infoAsText(place: OpenPlace): string {
  return plainTable([
    ...place.facts.flatMap(({ label, value }) => (value === null ? [] : [[label, value]])),
    ...Object.entries(place.config.accounts).map(([name, { driver }]) => ['account', `${name} (${driver})`]),
    ...webhooksOf(place).map(({ name, scheme, url }) => [
      'webhook',
      `${name} (${scheme}): ${url ?? 'while no engine runs, nowhere'}`,
    ]),
    ...(place.bridgeUrl === undefined ? [] : [['bridge', `${place.bridgeUrl}/1.1/`]]),
    ...secretsOf(place).map(([name, whereabouts]) => ['secret', `${name}: ${whereabouts}`]),
  ]);
}

function webhooksOf({ config, webhooksUrl }: OpenPlace) {
  return Object.entries(config.webhooks).map(([name, { scheme, accounts }]) => ({
    name,
    url: webhooksUrl === undefined ? null : `${webhooksUrl}${name}`,
    scheme,
    accounts,
  }));
}

function secretsOf({ config, keys }: OpenPlace): readonly (readonly [string, string])[] {
  return namesOfSecrets(config).map((name) => [name, keys.whereabouts(name)]);
}
