import type { FieldFault } from '../../domain/x-account.ts';
import { decodeStrictBase64 } from '../decode-strict-base64.ts';
import type { NativeMedium } from '../native-post-schema.ts';

/** All inline media of a call together; base64 of more does not fit into a call that AWS lets through. */
export const MAX_INLINE_BYTES = 3_000_000;

/**
 * The bytes of each medium that came with the call, undefined for the others; or what is wrong with them.
 *
 * @param files of the media that came as files, index by index
 */
export function readInlineMedia(
  media: readonly NativeMedium[],
  files: ReadonlyMap<number, Uint8Array>,
): {
  readonly bytes: readonly (Uint8Array | undefined)[];
  readonly faults: readonly FieldFault[];
} {
  const totalBytes = media.reduce((sum, { data = '' }) => sum + Math.floor((data.length * 3) / 4), 0);
  // The length of base64 tells its bytes to within two of padding for each medium.
  if (totalBytes > MAX_INLINE_BYTES + 2 * media.length) return { bytes: [], faults: [tooLarge(totalBytes)] };
  const decoded = media.map(({ data }) => (data === undefined ? undefined : decodeStrictBase64(data)));
  const sum = decoded.reduce((soFar, one) => soFar + (one?.length ?? 0), 0);
  const faults = media.flatMap(({ data }, index) => {
    const message = data === undefined ? undefined : dataFault(data, decoded[index]);
    return message === undefined ? [] : [{ path: `media[${index}].data`, code: 'SCHEMA', message }];
  });
  const bytes = decoded.map((one, index) => files.get(index) ?? one);
  return { bytes, faults: sum > MAX_INLINE_BYTES ? [...faults, tooLarge(sum)] : faults };
}

function dataFault(data: string, bytes: Uint8Array | undefined): string | undefined {
  if (/^data:/i.test(data)) return 'is a data: URL; send only what follows its comma';
  return bytes === undefined ? 'must be base64: standard alphabet, padded, without line breaks' : undefined;
}

function tooLarge(totalBytes: number): FieldFault {
  return {
    path: 'media',
    code: 'MEDIA_TOO_LARGE',
    message: `inline media are ${totalBytes} bytes; together at most ${MAX_INLINE_BYTES} are taken. Drop larger files and send their keys`,
  };
}
