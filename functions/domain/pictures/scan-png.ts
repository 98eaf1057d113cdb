import { segmentsBehind, type PictureLayout, type Segment } from './picture-layout.ts';

const SIGNATURE_BYTES = 8;
/** Length and type before the data, the checksum behind. */
const FRAME_BYTES = 12;

/** A PNG's chunks (PNG specification, third edition, section 5.3); what is cut short counts as picture. */
export function scanPng(bytes: Uint8Array): PictureLayout {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments: Segment[] = [{ startByte: 0, endByteExclusive: SIGNATURE_BYTES }];
  for (let at = SIGNATURE_BYTES; at < file.length;) {
    const length = at + 4 <= file.length ? file.readUInt32BE(at) : 0;
    const end = Math.min(at + FRAME_BYTES + length, file.length);
    const type = file.toString('latin1', at + 4, at + 8);
    segments.push({ startByte: at, endByteExclusive: end, ...contentOf(file, type, at + 8) });
    if (type === 'IEND') {
      segments.push(...segmentsBehind(file, end));
      break;
    }
    at = end;
  }
  return { segments, isCmyk: false };
}

function contentOf(file: Buffer, type: string, dataAt: number): Pick<Segment, 'holds' | 'tiffAt'> {
  switch (type) {
    case 'eXIf':
      return { holds: 'EXIF', tiffAt: dataAt };
    case 'iTXt':
      return { holds: file.toString('latin1', dataAt, dataAt + 17) === 'XML:com.adobe.xmp' ? 'XMP' : 'comments' };
    case 'tEXt':
    case 'zTXt':
      return { holds: 'comments' };
    default:
      return {};
  }
}
