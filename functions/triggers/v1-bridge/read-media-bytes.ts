import type { BridgeCall } from './bridge-call.ts';
import { invalidParameter, missingParameter } from './parameter-faults.ts';

/**
 * The bytes of one upload: `media` as they are, or `media_data` in base64.
 *
 * @throws V1Error 400/38 for neither, 400/44 for both and for what is no base64
 */
export function readMediaBytes({ parameters, files }: Pick<BridgeCall, 'parameters' | 'files'>): Uint8Array {
  const raw = wholePart('media', parameters, files);
  const encoded = wholePart('media_data', parameters, files);
  if (raw !== undefined && encoded !== undefined) throw invalidParameter('media');
  if (raw !== undefined) return raw;
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

/** Line breaks are passed over, and a `+` that a form turned into a space is one again. */
function decode(text: string): Uint8Array {
  const digits = text.replaceAll(/[\r\n\t]/g, '').replaceAll(' ', '+');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(digits)) throw invalidParameter('media_data');
  return Buffer.from(digits, 'base64');
}
