import type { WebhookConfig } from '../../functions/config/webhook-schema.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { plainTable } from '../../local/plain-table.ts';
import type { CommandResult, Given } from '../command.ts';
import { knownWebhook } from '../known-webhook.ts';
import type { OpenPlace } from '../place.ts';
import { readInput } from '../read-input.ts';
import {
  findWebhookDocument,
  keepWebhookDocument,
  newApiKey,
  newWebhookKey,
  type WebhookDocument,
} from './webhook-document.ts';

/** The secret of a webhook, made when there is none yet, changed as the options say. */
export async function showSecret(name: string, given: Given, place: OpenPlace): Promise<CommandResult> {
  const webhook = knownWebhook(name, place);
  const from = given.text('from');
  // What cannot be used may be replaced all the same.
  const before = await findWebhookDocument(name, place).catch((error: unknown) => {
    if (from === undefined || given.flag('rotate')) throw error;
    return undefined;
  });
  const after = await changed(before, given, from);
  const isChanged = after !== before;
  if (isChanged) await keepWebhookDocument(name, webhook, after, place);
  return answer(name, webhook, { ...after, isChanged, isNew: before === undefined }, place);
}

async function changed(
  before: WebhookDocument | undefined,
  given: Given,
  from: string | undefined,
): Promise<WebhookDocument> {
  const isRotated = given.flag('rotate');
  const drops = given.flag('drop-previous');
  if (isRotated && drops)
    throw new ConfigError('--rotate keeps the old secret beside the new: say --drop-previous later');
  const apiKey = given.flag('api-key') ? { apiKey: newApiKey() } : {};
  if (before === undefined) return { current: await nextKey(from), ...apiKey };
  if (!isRotated && !drops && from === undefined && apiKey.apiKey === undefined) return before;
  const { previous, ...rest } = before;
  const kept = isRotated ? before.current : drops ? undefined : previous;
  return {
    ...rest,
    ...(isRotated || from !== undefined ? { current: await nextKey(from) } : {}),
    ...(kept === undefined ? {} : { previous: kept }),
    ...apiKey,
  };
}

/** Some senders choose the secret themselves: it comes from a file then, never from the command line. */
async function nextKey(from: string | undefined): Promise<string> {
  return from === undefined ? newWebhookKey() : (await readInput(from)).toString('utf8').replace(/\r?\n$/, '');
}

interface Shown extends WebhookDocument {
  readonly isNew: boolean;
  readonly isChanged: boolean;
}

function answer(name: string, { scheme }: WebhookConfig, shown: Shown, place: OpenPlace): CommandResult {
  const { current, previous = null, apiKey = null, isNew, isChanged } = shown;
  const url = place.webhooksUrl === undefined ? null : `${place.webhooksUrl}${name}`;
  const keptIn = place.keys.whereabouts(`webhook/${name}`);
  const text = plainTable([
    ['webhook', `${name} (${scheme})`],
    ...(url === null ? [] : [['address', url]]),
    ['secret', current],
    ...(previous === null ? [] : [['previous', `${previous} (still taken; --drop-previous ends that)`]]),
    ...(apiKey === null ? [] : [['API key', apiKey]]),
    ['kept in', keptIn],
  ]);
  const note =
    isChanged && !isNew
      ? 'the new one is taken at once; what was dropped, by a deployment, for up to five minutes more\n'
      : '';
  return { json: { name, scheme, url, current, previous, apiKey, keptIn, isNew, isChanged }, text: `${text}${note}` };
}
