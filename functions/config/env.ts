import * as z from 'zod';

import { ConfigError } from '../domain/errors.ts';
import { listFaults } from '../domain/list-faults.ts';
import { STREAMING_NODE_OPTIONS } from './streaming-node-options.ts';

/** As in https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html (read 2026-11). */
const bucket = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'must be the name of a bucket' });

const queueUrl = z.url({ protocol: /^https?$/, error: 'must be the URL of a queue' });

/** DynamoDB takes a table's ARN in the place of its name. */
const table = z.string().regex(/^[A-Za-z0-9_.:/-]{3,1024}$/, { error: 'must be the name or the ARN of a table' });

/** JSON in a text, since a function's environment holds nothing else: secrets' ARNs by the names that the config uses. */
const secretIds = z
  .string()
  .transform(parseJson)
  .pipe(z.record(z.string().min(1), z.string().min(1)));

const everyFunction = {
  /** The least that is worth a line in the log. */
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** Where the numbers stand in CloudWatch; one of its own for each deployment in an account. */
  METRICS_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9./_#-]{1,255}$/, { error: 'must be 1 to 255 of letters, digits and ./_#-' })
    .default('Pigeonpost'),
  /** The table of the publication log. */
  LOG_TABLE: table,
};

/** Read by Node itself. */
const streaming = { NODE_OPTIONS: z.literal(STREAMING_NODE_OPTIONS).exactOptional() };

/**
 * What each deployed function reads from its environment: the only place that names these variables. Lambda adds many
 * of its own, so unknown ones pass; `strictEnvOf` refuses them, for a look at what is going to be deployed.
 */
const shapes = {
  's3-drop': { ...everyFunction, HINTS_QUEUE_URL: queueUrl, DROP_BUCKET: bucket },
  webhook: {
    ...everyFunction,
    HINTS_QUEUE_URL: queueUrl,
    DROP_BUCKET: bucket,
    WORK_BUCKET: bucket,
    FETCH_QUEUE_URL: queueUrl,
    /** Those of the webhooks, as `webhook/<name>`. */
    SECRET_IDS: secretIds,
  },
  publish: {
    ...everyFunction,
    ...streaming,
    DROP_BUCKET: bucket,
    WORK_BUCKET: bucket,
    /** Those of the accounts: `account/<name>`, or what `secretName` says. */
    SECRET_IDS: secretIds,
    /** Replaces all of X's hosts, as for a sandbox. */
    X_API_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).exactOptional(),
  },
  'fetch-media': { ...everyFunction, ...streaming, HINTS_QUEUE_URL: queueUrl, WORK_BUCKET: bucket },
  'v1-bridge': {
    ...everyFunction,
    HINTS_QUEUE_URL: queueUrl,
    WORK_BUCKET: bucket,
    /** The bridge's own, `bridge`, and those of the accounts. */
    SECRET_IDS: secretIds,
    /** Replaces all of X's hosts, as for a sandbox. */
    X_API_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).exactOptional(),
  },
  sweep: { ...everyFunction, HINTS_QUEUE_URL: queueUrl, FETCH_QUEUE_URL: queueUrl },
} as const;

/** The functions that are deployed, by the names of their bundles. */
export type FunctionName = keyof typeof shapes;

/** A function's environment as it is deployed: texts, those with a default may be left out. */
export type FunctionEnv<Name extends FunctionName> = z.input<z.ZodObject<(typeof shapes)[Name]>>;

/** A function's environment as it is read. */
export type ReadEnv<Name extends FunctionName> = z.output<z.ZodObject<(typeof shapes)[Name]>>;

export const functionNames = Object.keys(shapes) as readonly FunctionName[];

/** The schema of that function's environment, without patience for variables that nobody reads. */
export function strictEnvOf<Name extends FunctionName>(name: Name) {
  return z.strictObject(shapes[name]);
}

/**
 * The environment that this function was deployed with.
 *
 * @throws ConfigError one report of every variable that is missing or cannot be right
 */
export function readEnv<Name extends FunctionName>(
  name: Name,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReadEnv<Name> {
  const schema: z.ZodType = z.object(shapes[name]);
  const parsed = schema.safeParse(env, { reportInput: true });
  if (parsed.success) return parsed.data as ReadEnv<Name>;
  const lines = listFaults(parsed.error).map(({ path, message }) => `  ${path}: ${message}`);
  const count = lines.length === 1 ? '1 fault' : `${lines.length} faults`;
  throw new ConfigError(`the environment of the function ${name} has ${count}:\n${lines.join('\n')}`, {
    advice: 'Deploy it again with the stack of this project, which sets them all.',
  });
}

function parseJson(text: string, context: z.core.$RefinementCtx<string>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON object of names and ARNs' });
    return z.NEVER;
  }
}
