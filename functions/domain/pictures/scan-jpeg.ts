import { segmentsBehind, type PictureLayout, type Segment } from './picture-layout.ts';

const MARKER = 0xff;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;

/** A JPEG's segments (ITU T.81, annex B); what does not follow the rules counts as picture. */
export function scanJpeg(bytes: Uint8Array): PictureLayout {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments: Segment[] = [{ startByte: 0, endByteExclusive: 2 }];
  let isCmyk = false;
  for (let at = 2; at < file.length;) {
    const markerAt = findMarker(file, at);
    const marker = file[markerAt];
    if (marker === END) {
      segments.push({ startByte: at, endByteExclusive: markerAt + 1 }, ...segmentsBehind(file, markerAt + 1));
      break;
    }
    const end = marker === undefined ? file.length : endOf(file, markerAt, marker);
    if (marker !== undefined && isFrame(marker)) isCmyk = file[markerAt + 8] === 4;
    segments.push({ startByte: at, endByteExclusive: end, ...contentOf(file, markerAt) });
    at = end;
  }
  return { segments, isCmyk };
}

/** Where the marker's second byte stands; past the end where no marker begins at `at`. */
function findMarker(file: Buffer, at: number): number {
  if (file[at] !== MARKER) return file.length;
  let markerAt = at + 1;
  while (file[markerAt] === MARKER) markerAt += 1;
  return markerAt;
}

function endOf(file: Buffer, markerAt: number, marker: number): number {
  if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) return markerAt + 1;
  if (markerAt + 3 > file.length) return file.length;
  const end = Math.min(markerAt + 1 + Math.max(2, file.readUInt16BE(markerAt + 1)), file.length);
  return marker === SCAN ? endOfData(file, end) : end;
}

/** The next marker that is no stuffed byte and no restart. */
function endOfData(file: Buffer, start: number): number {
  for (let at = file.indexOf(MARKER, start); at !== -1; at = file.indexOf(MARKER, at + 1)) {
    const next = file[at + 1];
    if (next !== undefined && next !== 0 && next !== MARKER && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** SOF0 to SOF15, the tables between them left out. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function contentOf(file: Buffer, markerAt: number): Pick<Segment, 'holds' | 'tiffAt'> {
  const starts = (text: string): boolean => file.toString('latin1', markerAt + 3, markerAt + 3 + text.length) === text;
  switch (file[markerAt]) {
    case 0xe1:
      return starts('Exif\0') ? { holds: 'EXIF', tiffAt: markerAt + 9 } : { holds: 'XMP' };
    case 0xe2:
      // The index of pictures that are attached behind this one.
      return starts('MPF\0') ? { holds: 'attached data' } : {};
    case 0xed:
      return { holds: 'IPTC' };
    case COMMENT:
      return { holds: 'comments' };
    default:
      return {};
  }
}
