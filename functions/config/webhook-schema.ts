import * as z from 'zod';

import { hmacFields, listHmacFaults } from './hmac-schema.ts';
import { isTemplate, listMappingFaults, mappingFields } from './mapping-schema.ts';
import { accountName, headerName, hostName } from './names.ts';

/** As of every other name of an account. */
function accountFault({ input }: { readonly input?: unknown }): string | undefined {
  return accountName.safeParse(input).error?.issues[0]?.message;
}

/** What webhooks of all schemes have. */
const shared = {
  /** The one account this webhook posts to; or a template over the body that names one of `accounts`. */
  account: z
    .string()
    .max(10_000)
    .refine((text) => isTemplate(text) || accountName.safeParse(text).success, { error: accountFault })
    .exactOptional(),
  /** Several: each call, or the template in `account`, then says which of them it means. */
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
    const isChosen = value.account !== undefined && isTemplate(value.account);
    if ((value.account === undefined || isChosen) === (value.accounts === undefined)) {
      const message = isChosen
        ? 'accounts are needed, of which the template in account names one'
        : 'exactly one of account and accounts is needed';
      issues.push({ code: 'custom', path: [], message, input: value });
    }
    for (const { path, message } of listMappingFaults(value)) {
      issues.push({ code: 'custom', path: [path], message, input: value });
    }
  })
  .transform(({ account = '', accounts, ...rest }) => ({
    ...rest,
    ...(isTemplate(account) && { account }),
    accounts: accounts ?? [account],
  }));

export type WebhookConfig = z.output<typeof webhookSchema>;
