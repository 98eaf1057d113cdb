import { createHmac } from 'node:crypto';

import type { WebhookConfig } from '../../config/webhook-schema.ts';
import { decodeStrictBase64 } from '../decode-strict-base64.ts';
import { assertTimely, TIMESTAMP_FORM } from './assert-timely.ts';
import { findSigner } from './find-signer.ts';
import { readSignedHeader } from './read-signed-header.ts';
import { signatureRefused } from './signature-refused.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';

export type HmacConfig = Extract<WebhookConfig, { scheme: 'hmac' }>;

/** Without the signs that stand between the parts of what is signed. */
const DELIVERY_FORM = /^[A-Za-z0-9_-]{1,255}$/;

/**
 * The key that signed a call in the way that the config describes.
 *
 * @throws RejectedTriggerError `SIGNATURE_INVALID` or `TIMESTAMP_OUT_OF_RANGE`; callers must not learn which
 */
export function verifyHmac(call: SignedCall, keys: WebhookKeys, nowEpochMs: number, config: HmacConfig): VerifiedCall {
  const { algorithm, signed, timestampHeader, deliveryHeader, toleranceSeconds } = config;
  const signature = readSignature(readSignedHeader(call, config.header, /^[\x21-\x7e]+$/), config);
  const timestamp = timestampHeader === undefined ? '' : readSignedHeader(call, timestampHeader, TIMESTAMP_FORM);
  const isIdSigned = signed.includes('{delivery}');
  const needsId = isIdSigned || config.key === 'delivery';
  const id = needsId ? readSignedHeader(call, deliveryHeader ?? '', DELIVERY_FORM) : '';
  const fill = (text: string) => text.replaceAll('{timestamp}', timestamp).replaceAll('{delivery}', id);
  const [before = '', after = ''] = signed.split('{body}').map(fill);
  const keyGeneration = findSigner([signature], keys, (key) =>
    createHmac(algorithm, key).update(before).update(call.rawBody).update(after).digest(),
  );
  if (timestampHeader !== undefined) assertTimely(Number(timestamp), nowEpochMs, toleranceSeconds);
  if (!needsId) return { keyGeneration };
  return isIdSigned ? { keyGeneration, signedId: id } : { keyGeneration, unsignedId: id };
}

function readSignature(value: string, { prefix, encoding }: HmacConfig): Uint8Array {
  if (!value.startsWith(prefix)) throw signatureRefused('the signature has another prefix');
  const text = value.slice(prefix.length);
  const bytes = encoding === 'hex' ? decodeStrictHex(text) : decodeStrictBase64(text);
  if (bytes === undefined) throw signatureRefused(`the signature is not ${encoding}`);
  return bytes;
}

function decodeStrictHex(text: string): Buffer | undefined {
  return /^(?:[0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}
