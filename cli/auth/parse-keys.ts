import { type Keys, readKeys } from '../../functions/adapters/x/oauth/keys.ts';
import { ConfigError } from '../../functions/domain/errors.ts';

/** What people and X's developer portal call the four, in lower case and without spaces and signs. */
const names: Readonly<Record<string, keyof Keys>> = {
  consumerkey: 'consumerKey',
  apikey: 'consumerKey',
  consumersecret: 'consumerSecret',
  apikeysecret: 'consumerSecret',
  apisecret: 'consumerSecret',
  accesstoken: 'accessToken',
  accesstokensecret: 'accessTokenSecret',
};

/**
 * The four keys of an account in a text: JSON, or lines such as `API Key: …` and `ACCESS_TOKEN=…`.
 *
 * @throws ConfigError when it is neither
 * @throws AccountHeldError `SECRET_MALFORMED`, naming the field and never its value
 */
export function parseKeys(text: string, account: string): Keys {
  const isJson = text.trimStart().startsWith('{');
  return readKeys(isJson ? parseJson(text) : Object.fromEntries(text.split(/\r?\n/).flatMap(readLine)), account);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the text.
    throw new ConfigError(
      'the keys are no JSON: one object with consumerKey, consumerSecret, accessToken, accessTokenSecret',
    );
  }
}

function readLine(line: string): [keyof Keys, string][] {
  const [, label = '', value = ''] = /^([^:=]{1,40})[:=](.*)$/.exec(line.replace(/^\s*export\s+/, '')) ?? [];
  const bare = label
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/^(x|twitter|pigeonpost)(?=consumer|api|access)/, '');
  const name = Object.hasOwn(names, bare) ? names[bare] : undefined;
  return name === undefined ? [] : [[name, value.trim()]];
}
