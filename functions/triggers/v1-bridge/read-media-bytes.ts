import type { BridgeCall } from './bridge-call.ts';
import { invalidParameter, missingParameter } from './parameter-faults.ts';

/**
 * The bytes of one upload: `media` as they are, or `media_data` in base64.
 *
 * @throws V1Error 400/38 for neither, 400/44 for both and for what is no base64
 */
export function readMediaBytes(call: Pick<BridgeCall, 'parameters' | 'files' | 'contentType'>): Uint8Array {
  const { parameters, files } = call;
  const raw = wholePart('media', parameters, files);
  const encoded = wholePart('media_data', parameters, files);
  if (raw !== undefined && encoded !== undefined) throw invalidParameter('media');
  if (raw !== undefined) {
    // twit sends its segments so, and no media are made of base64's letters alone.
    const text = call.contentType === 'form' ? Buffer.from(raw).toString('latin1') : '';
    return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, 'base64') : raw;
  }
  if (encoded === undefined) throw missingParameter('media');
  return decode(Buffer.from(encoded).toString('latin1'));
}

/** A part without a file name may be told for a text when its bytes happen to be one. */
function wholePart(
  name: string,
  parameters: BridgeCall['parameters'],
  files: BridgeCall['files'],
): Uint8Array | undefined {
  const bytes = files.find((file) => file.name === name)?.bytes ?? Buffer.from(parameters.get(name) ?? '');
  return bytes.length === 0 ? undefined : bytes;
}

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Line breaks are passed over, and a `+` that a form turned into a space is one again. */
function decode(text: string): Uint8Array {
  const digits = text.replaceAll(/[\r\n\t]/g, '').replaceAll(' ', '+');
  if (!BASE64.test(digits)) throw invalidParameter('media_data');
  return Buffer.from(digits, 'base64');
}
