import * as z from 'zod';

import { deploymentSchema, stageName } from './deployment-schema.ts';
import { accountName } from './names.ts';
import { quietHoursSchema } from './quiet-hours-schema.ts';
import { webhookSchema } from './webhook-schema.ts';

const account = z
  .strictObject({
    /** X's API for this account. `v2` is what self-serve developers can use today. */
    driver: z.enum(['v2', 'v1']).default('v2'),
    /** The deprecated call of v1.1 that takes text and one picture at once. */
    endpoint: z.literal('update_with_media').exactOptional(),
    /** Most posts on one day, UTC; no limit of ours when absent. */
    postsPerDay: z.int().min(1).exactOptional(),
    /** Most pictures and videos on the posts of one day, UTC; no limit of ours when absent. */
    mediaPerDay: z.int().min(1).exactOptional(),
    /** What posts may cost in one month, UTC; at this sum the account stops. No limit of ours when absent. */
    monthlyBudgetUsd: z.number().min(0).exactOptional(),
    /** Whether a picture without alt text is refused, posted with a warning, or posted silently. */
    altText: z.enum(['require', 'warn', 'off']).default('warn'),
    /** Whether a picture that X would refuse is scaled, encoded anew or converted, as little as needed, or refused. */
    oversize: z.enum(['downscale', 'refuse']).default('downscale'),
    /** Whether what cameras and programs wrote into a picture, the place among it, is taken out before it goes up. */
    stripMetadata: z.boolean().default(true),
    /** What follows when X's answer got lost and its timeline does not tell either. */
    whenUnknown: z.enum(['ask', 'repost', 'drop']).default('ask'),
    /** Whether the same picture, or the same text, is posted by this account again within the window. */
    repeats: z.enum(['allow', 'refuse']).default('allow'),
    repeatWindowHours: z.number().positive().max(8760).default(24),
    /** Least time between two posts. */
    minimumSpacingSeconds: z.int().min(0).max(86_400).exactOptional(),
    /** A post later than this ends as expired. */
    maxLatenessHours: z.number().positive().max(8760).default(168),
    /** Where its keys are kept; `account/<name>` when absent. */
    secretName: z
      .string()
      .regex(/^[A-Za-z0-9/_+=.@-]{1,256}$/, { error: 'must be 1 to 256 of letters, digits and /_+=.@-' })
      .exactOptional(),
  })
  .check(({ value, issues }) => {
    if (value.endpoint === undefined) return;
    const fault = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    if (value.driver !== 'v1') fault('endpoint', 'exists on driver "v1" only, got driver "v2"');
    if (value.altText === 'require') {
      fault('altText', 'cannot be "require" with endpoint "update_with_media", which takes no alt text');
    }
  });

const prefix = z
  .string()
  .max(512)
  .refine((text) => text === '' || text.endsWith('/'), { error: 'must end in "/", or be empty for the whole bucket' })
  .refine((text) => text.split('/').slice(0, -1).every(isFolderName), {
    error: 'must be folder names with "/" between, none of them empty, "." or "..", no control characters',
  });

function isFolderName(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !/[\p{Cc}\\]/u.test(segment);
}

const drop = z.strictObject({
  /** Photos dropped under this folder of the bucket take this route; the longest prefix that fits wins. */
  prefix,
  account: accountName,
  /** How long a drop gathers what belongs to it before it becomes a post. */
  settleSeconds: z.number().min(0).max(3600).default(10),
  /** Whether a picture waits for the file beside it that has its caption and alt text. */
  sidecar: z.enum(['optional', 'required']).default('optional'),
  /** How long a drop waits for what it cannot be posted without; then it fails. */
  waitSeconds: z.number().min(0).max(604_800).default(3600),
  /** Liquid template over what is known of the picture; what is known goes into the post as it is when absent. */
  caption: z.string().max(10_000).exactOptional(),
  /** Whether the place where a picture was taken, as its camera wrote it, is shown with the post; driver v1 only. */
  location: z.boolean().default(false),
  /** When nothing is posted from this folder: it waits for the end of these hours. */
  quietHours: quietHoursSchema.exactOptional(),
  /** Least time between two posts from this folder. */
  minimumSpacingSeconds: z.int().min(0).max(86_400).exactOptional(),
  /** Whether what is too much for one post becomes a thread: a long text, more than four pictures. */
  thread: z.boolean().default(false),
  /** As for the account, which decides when absent. */
  oversize: z.enum(['downscale', 'refuse']).exactOptional(),
  /** As for the account, which decides when absent. */
  stripMetadata: z.boolean().exactOptional(),
  /** What becomes of the files in the bucket once they are posted; `move` brings them to `posted/YYYY/MM/`. */
  after: z.enum(['tag', 'move', 'delete']).default('tag'),
});

/** The whole of `pigeonpost.config.ts`. What it gives back is plain JSON and passes the schema again. */
export const configSchema = z.strictObject({
  accounts: z
    .record(accountName, account)
    .refine((accounts) => Object.keys(accounts).length > 0, { error: 'at least one account is needed' }),
  drops: z.array(drop).default([]),
  webhooks: z.record(accountName, webhookSchema).default({}),
  bridge: z
    .strictObject({
      /** Whether a post is read from X once, for the Tweet that its client gets; an owned read, which X bills. */
      readBack: z.boolean().default(true),
    })
    .exactOptional(),
  /** By stage, as in `npm run deploy -- -c stage=prod`. */
  deployments: z.record(stageName, deploymentSchema).exactOptional(),
});

/** What people write. */
export type ConfigInput = z.input<typeof configSchema>;
/** Checked, with every default filled in. */
export type PigeonpostConfig = z.output<typeof configSchema>;
export type AccountConfig = PigeonpostConfig['accounts'][string];
export type DropConfig = PigeonpostConfig['drops'][number];
export type WebhookConfig = PigeonpostConfig['webhooks'][string];
