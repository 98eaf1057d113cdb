import { signatureRefused } from './signature-refused.ts';
import type { SignedCall } from './verified-call.ts';

/**
 * A header that has exactly this form.
 *
 * @throws RejectedTriggerError `SIGNATURE_INVALID`
 */
export function readSignedHeader(call: SignedCall, name: string, form: RegExp): string {
  const value = Object.hasOwn(call.headers, name) ? call.headers[name] : undefined;
  if (value === undefined || !form.test(value)) throw signatureRefused(`${name} is missing or malformed`);
  return value;
}
