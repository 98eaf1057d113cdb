import * as z from 'zod';

import { hmacFields, listHmacFaults } from './hmac-schema.ts';
import { listMappingFaults, mappingFields } from './mapping-schema.ts';
import { accountName, headerName, hostName } from './names.ts';

/** What webhooks of all schemes have. */
const shared = {
  /** The one account this webhook posts to. */
  account: accountName.exactOptional(),
  /** Several: each call then says which of them it means. */
  accounts: z.array(accountName).min(1).exactOptional(),
  /** Every call is answered by a preview, and nothing is posted. */
  dryRun: z.boolean().exactOptional(),
  /** Seconds for which answers wait for the post, unless the call says otherwise. */
  wait: z.number().min(0).max(25).exactOptional(),
  /** Calls that are taken in a minute, as many of them at once; on one machine, and by API Gateway. */
  perMinute: z.int().min(1).max(60_000).exactOptional(),
  /** Whether media may be fetched by plain `http` too, where anybody on the way can change them. */
  allowHttp: z.boolean().exactOptional(),
  /** Hosts that media may be fetched from though they are not on the public internet. */
  allowPrivateHosts: z.array(hostName).max(20).exactOptional(),
  ...mappingFields,
};

/**
 * What a repeat is recognised by where the scheme signs no id: the bytes of the body, or the delivery's id. That id is
 * not signed, so whoever gets hold of one call can have it posted again under ids of his own.
 */
const key = z.enum(['body', 'delivery']).default('body');

/** How the calls of a webhook are signed, one shape for each scheme, and whom it posts for. */
export const webhookSchema = z
  .discriminatedUnion('scheme', [
    z.strictObject({ scheme: z.literal('standard-webhooks'), ...shared }),
    z.strictObject({ scheme: z.literal('github'), key, ...shared }),
    z.strictObject({ scheme: z.literal('stripe'), ...shared }),
    z
      .strictObject({
        scheme: z.literal('hmac'),
        ...hmacFields,
        deliveryHeader: headerName.exactOptional(),
        key,
        ...shared,
      })
      .check(({ value, issues }) => {
        for (const { path, message } of listHmacFaults(value)) {
          issues.push({ code: 'custom', path: [path], message, input: value });
        }
      }),
    z.strictObject({ scheme: z.literal('bearer'), ...shared }),
  ])
  .check(({ value, issues }) => {
    if ((value.account === undefined) === (value.accounts === undefined)) {
      const message = 'exactly one of account and accounts is needed';
      issues.push({ code: 'custom', path: [], message, input: value });
    }
    for (const { path, message } of listMappingFaults(value)) {
      issues.push({ code: 'custom', path: [path], message, input: value });
    }
  })
  .transform(({ account, accounts, ...rest }) => ({ ...rest, accounts: accounts ?? [account ?? ''] }));

export type WebhookConfig = z.output<typeof webhookSchema>;
