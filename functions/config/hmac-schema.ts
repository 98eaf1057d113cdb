import * as z from 'zod';

import { headerName } from './names.ts';

/** What a sender's own way of HMAC consists of. */
export const hmacFields = {
  /** Where the signature is. */
  header: headerName,
  algorithm: z.enum(['sha256', 'sha512']).default('sha256'),
  encoding: z.enum(['hex', 'base64']).default('hex'),
  /** What stands before the signature in its header, as `v0=`. */
  prefix: z
    .string()
    .regex(/^[\x21-\x7e]{0,32}$/, { error: 'must be up to 32 visible ASCII characters' })
    .default(''),
  /** What is signed: a text in which `{body}`, `{timestamp}` and `{delivery}` stand for these. */
  signed: z
    .string()
    .max(255)
    .refine((text) => text.split('{body}').length === 2, { error: 'must name {body} once' })
    .default('{body}'),
  /** Where the time of signing is, in seconds since 1970. */
  timestampHeader: headerName.exactOptional(),
  /** How far that time may be from ours, either way. */
  toleranceSeconds: z.int().min(1).max(3600).default(300),
};

interface HmacParts {
  readonly signed: string;
  readonly timestampHeader?: string;
  readonly deliveryHeader?: string;
  readonly key: 'body' | 'delivery';
}

/** What cannot work together in the settings of one HMAC. */
export function listHmacFaults(hmac: HmacParts): readonly { readonly path: string; readonly message: string }[] {
  const { signed, timestampHeader, deliveryHeader, key } = hmac;
  const faults: { path: string; message: string }[] = [];
  if (signed.includes('{timestamp}') !== (timestampHeader !== undefined)) {
    // A time that is not signed is anybody's to write.
    faults.push({ path: 'timestampHeader', message: 'is needed where signed names {timestamp}, and only there' });
  }
  if (deliveryHeader === undefined && (signed.includes('{delivery}') || key === 'delivery')) {
    faults.push({ path: 'deliveryHeader', message: 'is needed for key "delivery", and where signed names {delivery}' });
  }
  if (/\{(?!(?:body|timestamp|delivery)\})/.test(signed)) {
    faults.push({ path: 'signed', message: 'may name {body}, {timestamp} and {delivery} only' });
  }
  return faults;
}
