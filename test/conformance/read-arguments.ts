import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import * as z from 'zod';

import type { KeyRing } from './target.ts';

export const USAGE = `The conformance suite: does a server behave as X's posting API?

Usage: npm run conformance -- --url URL [options]

  --url URL      the server, as in http://127.0.0.1:8080 (default: the url in the keys file)
  --keys FILE    JSON with consumerKey, consumerSecret, accessToken, accessTokenSecret, userId, screenName, and the
                 same of another account as "second": the line that the sandbox prints with --json will do.
                 Without it X_CONSUMER_KEY, X_CONSUMER_SECRET, X_ACCESS_TOKEN and X_ACCESS_TOKEN_SECRET are read.
  --only NAMES   only these cases, separated by commas; v2 stands for all that begin with v2.
  --skip NAMES   all but these
  --clean        delete what was posted after each case
  --list         print the cases and end
  --json         print one JSON document at the end
  --help         show this text

It posts for real with the account whose keys it is given. Cases that set limits, clock or era need the sandbox's
control plane and are skipped elsewhere. The exit code is 1 when a case failed.
`;

const DEFINITIONS = {
  url: { type: 'string' },
  keys: { type: 'string' },
  only: { type: 'string', default: '' },
  skip: { type: 'string', default: '' },
  clean: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const key = z.string().min(1);
const account = {
  consumerKey: key,
  consumerSecret: key,
  accessToken: key,
  accessTokenSecret: key,
  userId: key.optional(),
  screenName: key.optional(),
};
const ringSchema = z.object({ ...account, second: z.object(account).optional(), url: z.string().optional() });

export interface Arguments {
  readonly url: string;
  readonly ring: KeyRing;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly clean: boolean;
  readonly json: boolean;
}

/** What the command line asks for. @throws Error whose message says what is wrong with it */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments | 'help' | 'list' {
  const { values } = parseArgs({ args: [...argv], options: DEFINITIONS, strict: true, allowPositionals: false });
  if (values.help) return 'help';
  if (values.list) return 'list';
  const { url: ownUrl, ...ring } = readRing(values.keys, env);
  const url = values.url ?? ownUrl;
  if (url === undefined || !URL.canParse(url)) throw new Error(`--url must be an address, not ${JSON.stringify(url)}`);
  const { only, skip, clean, json } = values;
  return { url: url.replace(/\/+$/, ''), ring: ring as KeyRing, only: names(only), skip: names(skip), clean, json };
}

function readRing(file: string | undefined, env: NodeJS.ProcessEnv): z.infer<typeof ringSchema> {
  const source = file === undefined ? 'the environment' : file;
  const parsed = ringSchema.safeParse(file === undefined ? ringOfEnv(env) : readJson(file));
  // Values are secrets, so only the names of those that are wrong are told.
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(`the keys in ${source} lack ${missing}; --help shows what is asked for`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message;
    throw new Error(`--keys ${file}: ${why}`, { cause: error });
  }
}

function ringOfEnv(env: NodeJS.ProcessEnv): unknown {
  return {
    consumerKey: env['X_CONSUMER_KEY'],
    consumerSecret: env['X_CONSUMER_SECRET'],
    accessToken: env['X_ACCESS_TOKEN'],
    accessTokenSecret: env['X_ACCESS_TOKEN_SECRET'],
  };
}

function names(list: string): readonly string[] {
  return list.split(',').flatMap((name) => name.trim() || []);
}
