import { randomUUID } from 'node:crypto';

import { request } from 'undici';

import { ConfigError } from '../../functions/domain/errors.ts';
import { parseWebhookSecret } from '../../functions/triggers/webhook/parse-webhook-secret.ts';
import { printable } from '../../local/plain-table.ts';
import type { CommandResult, Given } from '../command.ts';
import { knownWebhook } from '../known-webhook.ts';
import type { OpenPlace } from '../place.ts';
import { readInput } from '../read-input.ts';
import { signCall } from './sign-call.ts';

/** Longer than API Gateway waits for its function. */
const TIMEOUT_MS = 35_000;
/** What is shown of an answer. */
const MOST_CHARACTERS = 4_000;

/** Calls a webhook as its sender would, and tells the answer; a no when it is none of 2xx. */
export async function sendCall(name: string, file: string, given: Given, place: OpenPlace): Promise<CommandResult> {
  const config = knownWebhook(name, place);
  const url = addressOf(name, given, place);
  const id = idOf(given);
  const secretName = `webhook/${name}`;
  const { current: key } = parseWebhookSecret(secretName, await place.keys.read(secretName), config.scheme);
  const body = await readInput(file);
  const signature = signCall({ config, key, body, id, atEpochMs: Date.now() });
  const headers = { 'content-type': given.text('type') ?? 'application/json', ...signature };
  const { status, text } = await call(url, headers, body);
  const isYes = status >= 200 && status < 300;
  return {
    json: { url, status, body: parsed(text) },
    text: `${status} from ${url}\n${text === '' ? '' : `${shown(text)}\n`}`,
    exitCode: isYes ? 0 : 1,
  };
}

function addressOf(name: string, given: Given, { webhooksUrl, name: placeName }: OpenPlace): string {
  const wanted = given.text('url');
  if (wanted !== undefined) {
    if (URL.canParse(wanted) && /^https?:$/.test(new URL(wanted).protocol)) return wanted;
    throw new ConfigError(`--url must be an address such as http://127.0.0.1:8787/webhooks/${name}`);
  }
  if (webhooksUrl !== undefined) return `${webhooksUrl}${name}`;
  throw new ConfigError(`no engine runs on ${placeName}, so nobody takes the call: npm start, or name one with --url`);
}

function idOf(given: Given): string {
  const id = given.text('id') ?? randomUUID();
  if (/^[A-Za-z0-9-]{1,64}$/.test(id)) return id;
  throw new ConfigError('--id must be 1 to 64 of letters, digits and "-"');
}

async function call(url: string, headers: Record<string, string>, body: Buffer) {
  try {
    const answer = await request(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: answer.statusCode, text: await answer.body.text() };
  } catch (cause) {
    const { code, name } = cause as NodeJS.ErrnoException;
    throw new ConfigError(`${url} gave no answer (${code ?? name}); whether the call arrived is not known`, {
      advice: 'The same --id makes it safe to call again.',
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function shown(text: string): string {
  const value = parsed(text);
  const lines = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return lines
    .slice(0, MOST_CHARACTERS)
    .split('\n')
    .map((line) => printable(line))
    .join('\n');
}
