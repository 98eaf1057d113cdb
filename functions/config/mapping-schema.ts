import * as z from 'zod';

import { headerName } from './names.ts';

const MAX_TEMPLATE_CHARACTERS = 10_000;
const template = z.string().max(MAX_TEMPLATE_CHARACTERS);

/** Headers that carry what vouches for a call, or for its caller. */
const SECRET_HEADERS = /^(?:authorization|proxy-authorization|cookie|x-api-key|x-amz-security-token)$/;

const medium = z.strictObject({
  key: template.exactOptional(),
  data: template.exactOptional(),
  url: template.exactOptional(),
  altText: template.exactOptional(),
});

/** How a body that is no post of ours becomes one: Liquid templates over the body, chosen headers and the query. */
export const mappingFields = {
  /** The call is answered and not posted where this gives `false` or nothing. */
  when: template.exactOptional(),
  text: template.exactOptional(),
  media: z.array(medium).min(1).max(4).exactOptional(),
  replyTo: template.exactOptional(),
  replySettings: template.exactOptional(),
  sensitive: template.exactOptional(),
  madeWithAi: template.exactOptional(),
  paidPartnership: template.exactOptional(),
  attachmentUrl: template.exactOptional(),
  scheduleAt: template.exactOptional(),
  /** Sees the body alone: what is not signed must not make a new post. */
  idempotencyKey: template.exactOptional(),
  /** Which headers the templates see; nothing signs them. */
  headers: z
    .array(headerName.refine((name) => !SECRET_HEADERS.test(name), { error: 'is a header that holds secrets' }))
    .max(20)
    .exactOptional(),
};

const mapping = z.object(mappingFields);
export type Mapping = z.output<typeof mapping>;

/** Whether the body is somebody else's, so that templates make the post. */
export function isMapped({ text, media }: Mapping): boolean {
  return text !== undefined || media !== undefined;
}

interface MappedWebhook extends Mapping {
  readonly scheme: string;
  readonly accounts?: readonly string[];
}

/** What cannot work in the mapping of one webhook. */
export function listMappingFaults(
  webhook: MappedWebhook,
): readonly { readonly path: string; readonly message: string }[] {
  const faults: { path: string; message: string }[] = [];
  const { headers: _, when: __, ...fields } = mapping.parse(webhook);
  if (isMapped(webhook)) {
    const several = (webhook.accounts?.length ?? 1) > 1;
    if (several) faults.push({ path: 'accounts', message: 'must be one account where templates make the post' });
    return faults;
  }
  const [stray] = Object.keys(fields);
  if (stray !== undefined) faults.push({ path: stray, message: 'needs text or media beside it' });
  if (webhook.scheme === 'stripe')
    faults.push({ path: 'text', message: 'or media is needed: the body is Stripe’s own' });
  return faults;
}
