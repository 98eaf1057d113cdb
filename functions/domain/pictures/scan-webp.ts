import { segmentsBehind, type PictureLayout, type Segment } from './picture-layout.ts';

const HEADER_BYTES = 12;

/** A WEBP's chunks (RFC 9649, section 2); what is cut short counts as picture. */
export function scanWebp(bytes: Uint8Array): PictureLayout {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments: Segment[] = [{ startByte: 0, endByteExclusive: HEADER_BYTES }];
  const whole = Math.min(file.length, file.readUInt32LE(4) + 8);
  let at = HEADER_BYTES;
  while (at < whole) {
    const length = at + 8 <= whole ? file.readUInt32LE(at + 4) : 0;
    // Padded to an even length.
    const end = Math.min(at + 8 + length + (length % 2), whole);
    segments.push({ startByte: at, endByteExclusive: end, ...contentOf(file, at) });
    at = end;
  }
  return { segments: [...segments, ...segmentsBehind(file, at)], isCmyk: false };
}

function contentOf(file: Buffer, at: number): Pick<Segment, 'holds' | 'tiffAt'> {
  const type = file.toString('latin1', at, at + 4);
  if (type === 'XMP ') return { holds: 'XMP' };
  if (type !== 'EXIF') return {};
  // Some programs write JPEG's mark in front.
  const isMarked = file.toString('latin1', at + 8, at + 12) === 'Exif';
  return { holds: 'EXIF', tiffAt: at + (isMarked ? 14 : 8) };
}

const HAS_EXIF = 8;
const HAS_XMP = 4;

/** The parts of a WEBP in one piece, with its length and its flags set to what is in it. */
export function joinWebp(parts: readonly Uint8Array[]): Uint8Array {
  const file = Buffer.concat(parts);
  file.writeUInt32LE(file.length - 8, 4);
  if (file.toString('latin1', 12, 16) !== 'VP8X') return file;
  const holds = scanWebp(file).segments.map((segment) => segment.holds);
  const flags = (holds.includes('EXIF') ? HAS_EXIF : 0) | (holds.includes('XMP') ? HAS_XMP : 0);
  file.writeUInt8(((file[20] ?? 0) & ~(HAS_EXIF | HAS_XMP)) | flags, 20);
  return file;
}
