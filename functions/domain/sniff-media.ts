/* oxlint-disable no-control-regex -- first bytes are control characters more often than not */
import { MediaRejectedError } from './errors.ts';

/** The formats X takes (X media best practices, August 2026). */
export type AcceptedFormat = 'JPEG' | 'PNG' | 'GIF' | 'WEBP' | 'MP4' | 'MOV';

/** The media type X is told for each format. */
export const mediaTypes: Readonly<Record<AcceptedFormat, string>> = {
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  GIF: 'image/gif',
  WEBP: 'image/webp',
  MP4: 'video/mp4',
  MOV: 'video/quicktime',
};

/** What X does not take, but a person or a converter should hear by its name. */
export type RefusedFormat =
  | 'HEIC'
  | 'AVIF'
  | 'TIFF'
  | 'BMP'
  | 'ICO'
  | 'JPEG XL'
  | 'JPEG 2000'
  | 'Photoshop'
  | 'camera raw'
  | 'SVG'
  | 'HTML'
  | 'XML'
  | 'PDF'
  | 'ZIP'
  | 'RAR'
  | '7z'
  | 'gzip'
  | 'program'
  | 'script'
  | 'WebM'
  | 'AVI'
  | '3GP'
  | 'audio'
  | 'text'
  | 'unknown';

/** How many bytes from the start `sniffFormat` looks at, at most. */
export const SNIFF_BYTES = 1024;

/** First bytes in Latin-1, `.` standing for any byte; the first row that fits decides. */
const signatures: readonly (readonly [pattern: RegExp, format: AcceptedFormat | RefusedFormat])[] = [
  [/^\xff\xd8\xff/, 'JPEG'],
  [/^\x89PNG\r\n\x1a\n/, 'PNG'],
  [/^GIF8[79]a/, 'GIF'],
  [/^RIFF.{4}WEBP/s, 'WEBP'],
  [/^RIFF.{4}AVI /s, 'AVI'],
  [/^RIFF.{4}WAVE|^ID3|^\xff[\xfb\xf3\xf2]|^OggS|^fLaC|^FORM.{4}AIFF/s, 'audio'],
  // QuickTime before 2001 had no `ftyp`.
  [/^.{4}(?:moov|mdat|wide|pnot)/s, 'MOV'],
  [/^II\*\0.{4}CR|^FUJIFILM/s, 'camera raw'],
  [/^(?:II\*\0|MM\0\*)/, 'TIFF'],
  [/^BM.{4}\0\0\0\0/s, 'BMP'],
  [/^\0\0\x01\0.\0/s, 'ICO'],
  [/^(?:\xff\x0a|\0\0\0\x0cJXL )/, 'JPEG XL'],
  [/^(?:\0\0\0\x0cjP {2}|\xff\x4f\xff\x51)/, 'JPEG 2000'],
  [/^8BPS/, 'Photoshop'],
  [/^.{0,1000}?%PDF-/s, 'PDF'],
  [/^PK[\x03\x05\x07]/, 'ZIP'],
  [/^Rar!/, 'RAR'],
  [/^7z\xbc\xaf/, '7z'],
  [/^\x1f\x8b/, 'gzip'],
  [/^(?:MZ|\x7fELF|\xfe\xed\xfa|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe)/, 'program'],
  [/^\x1a\x45\xdf\xa3/, 'WebM'],
  [/^#!/, 'script'],
  [/^[^<]{0,200}<(?:[^]*<)?svg[\s/>]/i, 'SVG'],
  [/^[^<]{0,200}<(?:!doctype html|html|head|body|script)\b/i, 'HTML'],
  [/^[^<]{0,200}<\?xml/i, 'XML'],
];

const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs'];

/** The format these first bytes have, whatever the file is called; `unknown` when nothing fits. Never throws. */
export function sniffFormat(head: Uint8Array): AcceptedFormat | RefusedFormat {
  const start = Buffer.from(head.subarray(0, SNIFF_BYTES)).toString('latin1');
  if (start.startsWith('ftyp', 4)) return formatOfBrands(start);
  const known = signatures.find(([pattern]) => pattern.test(start));
  return known?.[1] ?? (looksLikeText(start) ? 'text' : 'unknown');
}

/** ISO base media: the major brand names the format, except where it only says "some picture". */
function formatOfBrands(start: string): AcceptedFormat | RefusedFormat {
  const brands = start.slice(8, start.charCodeAt(3) || 16).match(/.{4}/gs) ?? [];
  const major = brands[0] ?? '';
  const has = (...names: readonly string[]): boolean => brands.some((brand) => names.includes(brand));
  if (major.startsWith('avi') || (/^m[is]f1$/.test(major) && has('avif', 'avis'))) return 'AVIF';
  if (heicBrands.includes(major) || /^m[is]f1$/.test(major)) return 'HEIC';
  if (major === 'qt  ') return 'MOV';
  if (major === 'crx ') return 'camera raw';
  if (/^M4[ABP] /.test(major)) return 'audio';
  if (major.startsWith('3g') && !has('isom', 'mp41', 'mp42')) return '3GP';
  return 'MP4';
}

/** UTF-8 without control characters; the last character may be cut. */
function looksLikeText(start: string): boolean {
  const text = Buffer.from(start, 'latin1').toString();
  return text !== '' && !/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]|\uFFFD[^]/.test(text);
}

/**
 * The format of bytes that X takes.
 *
 * @throws MediaRejectedError `MEDIA_EMPTY`, `MEDIA_TYPE_HEIC` or `MEDIA_TYPE`, naming what the bytes are
 */
export function sniffMedia(head: Uint8Array): AcceptedFormat {
  if (head.length === 0) throw new MediaRejectedError('MEDIA_EMPTY', 'the file is empty', { advice: adviceEmpty });
  const format = sniffFormat(head);
  if (isAccepted(format)) return format;
  if (format === 'HEIC') {
    throw new MediaRejectedError('MEDIA_TYPE_HEIC', 'this is a HEIC picture, which X does not take', {
      advice: 'Save it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible.',
    });
  }
  throw new MediaRejectedError('MEDIA_TYPE', `${describe(format)}, and X takes JPEG, PNG, GIF, WEBP, MP4 and MOV`, {
    advice: 'Export it as one of these. The name of a file does not matter, its bytes do.',
  });
}

const adviceEmpty = 'Copy the file again: the upload was probably cut short.';

function isAccepted(format: AcceptedFormat | RefusedFormat): format is AcceptedFormat {
  return Object.hasOwn(mediaTypes, format);
}

function describe(format: RefusedFormat): string {
  return format === 'unknown' ? 'the bytes are of no known format' : `the bytes are ${format}`;
}
