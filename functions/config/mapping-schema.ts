import * as z from 'zod';

import { headerName } from './names.ts';

const MAX_TEMPLATE_CHARACTERS = 10_000;
const template = z.string().max(MAX_TEMPLATE_CHARACTERS);

/** Headers that carry what vouches for a call, or for its caller. */
const SECRET_HEADERS = /^(?:authorization|proxy-authorization|cookie|x-api-key|x-amz-security-token)$/;

const medium = z.strictObject({
  /** A list of the body: the medium is made once for each of its entries, which templates see as `item`. */
  each: z
    .string()
    .max(200)
    .regex(/^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/, { error: 'must be the name of a list, as in "product.images"' })
    .exactOptional(),
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
  /** Texts of the posts that follow; one that gives nothing is none. */
  thread: z.array(template).min(1).max(24).exactOptional(),
  replyTo: template.exactOptional(),
  replySettings: template.exactOptional(),
  geo: z
    .strictObject({
      placeId: template.exactOptional(),
      lat: template.exactOptional(),
      long: template.exactOptional(),
      displayCoordinates: template.exactOptional(),
    })
    .exactOptional(),
  sensitive: template.exactOptional(),
  madeWithAi: template.exactOptional(),
  paidPartnership: template.exactOptional(),
  attachmentUrl: template.exactOptional(),
  /** Ids, between them commas or blanks. */
  additionalOwners: template.exactOptional(),
  scheduleAt: template.exactOptional(),
  /** Sees the body alone: what is not signed must not make a new post. */
  idempotencyKey: template.exactOptional(),
  /** Which headers the templates see; nothing signs them. */
  headers: z
    .array(headerName.refine((name) => !SECRET_HEADERS.test(name), { error: 'is a header that holds secrets' }))
    .max(20)
    .exactOptional(),
};

export type Mapping = z.output<z.ZodObject<typeof mappingFields>>;

/** Whether the body is somebody else's, so that templates make the post. */
export function isMapped({ text, media }: Mapping): boolean {
  return text !== undefined || media !== undefined;
}

interface MappedWebhook extends Mapping {
  readonly scheme: string;
  readonly account?: string;
  readonly accounts?: readonly string[];
}

/** Whether a text of the config has something to be filled in. */
export function isTemplate(text: string): boolean {
  return /\{[{%]/.test(text);
}

/** What cannot work in the mapping of one webhook. */
export function listMappingFaults(
  webhook: MappedWebhook,
): readonly { readonly path: string; readonly message: string }[] {
  const faults: { path: string; message: string }[] = [];
  if (isMapped(webhook)) {
    const several = (webhook.accounts?.length ?? 1) > 1;
    const message = 'are several: a template in account has to say which, as in "{{ channel }}"';
    if (several && webhook.account === undefined) faults.push({ path: 'accounts', message });
    return faults;
  }
  const chooses = webhook.account !== undefined && isTemplate(webhook.account) ? ['account'] : [];
  const [stray] = [...fieldsOf(webhook), ...chooses];
  if (stray !== undefined) faults.push({ path: stray, message: 'needs text or media beside it' });
  if (webhook.scheme === 'stripe')
    faults.push({ path: 'text', message: 'or media is needed: the body is Stripe’s own' });
  return faults;
}

/** The fields of a post that templates of this webhook make. */
function fieldsOf(webhook: MappedWebhook): readonly string[] {
  const names = Object.keys(mappingFields) as (keyof Mapping)[];
  return names.filter((name) => name !== 'headers' && name !== 'when' && webhook[name] !== undefined);
}
