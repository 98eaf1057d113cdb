/** Where a TIFF structure begins to tell: EXIF in a picture is one, and so is a TIFF file. */
export interface TiffStart {
  readonly isLittleEndian: boolean;
  readonly directoryAt: number;
}

export const TIFF_START_BYTES = 8;

/** A directory's entries: those of one short or long number by their tag, all others as 0. */
export type TiffDirectory = ReadonlyMap<number, number>;

/** Tags of the first directory (TIFF 6.0, section 8; Exif 2.32, table 4). */
export const tiffTags = {
  subfileType: 0xfe,
  width: 0x100,
  height: 0x101,
  orientation: 0x112,
  gps: 0x8825,
  dngVersion: 0xc612,
} as const;

const ENTRY_BYTES = 12;
const SHORT = 3;
const LONG = 4;

/** Undefined for bytes that are no TIFF structure. */
export function readTiffStart(bytes: Uint8Array): TiffStart | undefined {
  if (bytes.length < TIFF_START_BYTES) return undefined;
  const view = viewOf(bytes);
  const order = view.getUint16(0);
  const isLittleEndian = order === 0x4949;
  if ((!isLittleEndian && order !== 0x4d4d) || view.getUint16(2, isLittleEndian) !== 42) return undefined;
  return { isLittleEndian, directoryAt: view.getUint32(4, isLittleEndian) };
}

/** What the directory at that offset tells, as far as the bytes go; never throws for what they are. */
export function readTiffDirectory(bytes: Uint8Array, at: number, isLittleEndian: boolean): TiffDirectory {
  const directory = new Map<number, number>();
  const view = viewOf(bytes);
  if (at + 2 > bytes.length) return directory;
  const count = view.getUint16(at, isLittleEndian);
  for (let entry = at + 2, n = 0; n < count && entry + ENTRY_BYTES <= bytes.length; entry += ENTRY_BYTES, n += 1) {
    const type = view.getUint16(entry + 2, isLittleEndian);
    const isOne = view.getUint32(entry + 4, isLittleEndian) === 1;
    const tag = view.getUint16(entry, isLittleEndian);
    if (isOne && type === SHORT) directory.set(tag, view.getUint16(entry + 8, isLittleEndian));
    else directory.set(tag, isOne && type === LONG ? view.getUint32(entry + 8, isLittleEndian) : 0);
  }
  return directory;
}

/** The first directory of a whole structure in memory; empty where there is none. */
export function readTiff(bytes: Uint8Array): TiffDirectory {
  const start = readTiffStart(bytes);
  return start === undefined ? new Map() : readTiffDirectory(bytes, start.directoryAt, start.isLittleEndian);
}

/** EXIF that says which way is up, and nothing else. */
export function tiffOfOrientation(orientation: number): Uint8Array {
  const bytes = Buffer.alloc(26);
  bytes.write('MM\0*', 0, 'latin1');
  bytes.writeUInt32BE(8, 4);
  bytes.writeUInt16BE(1, 8);
  bytes.writeUInt16BE(tiffTags.orientation, 10);
  bytes.writeUInt16BE(SHORT, 12);
  bytes.writeUInt32BE(1, 14);
  bytes.writeUInt16BE(orientation, 18);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
