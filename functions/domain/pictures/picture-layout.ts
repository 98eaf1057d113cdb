/** What a picture carries beside its pixels and its colour profile, in the words people see. */
export type Metadata = 'EXIF' | 'XMP' | 'IPTC' | 'comments' | 'attached data';

/** A stretch of the file. */
export interface Segment {
  readonly startByte: number;
  readonly endByteExclusive: number;
  /** Absent for what the picture cannot be shown without. */
  readonly holds?: Metadata;
  /** Where the TIFF structure of EXIF begins. */
  readonly tiffAt?: number;
}

/** A picture file, taken apart: its segments follow each other without a gap, from its first byte to its last. */
export interface PictureLayout {
  readonly segments: readonly Segment[];
  /** Four inks instead of three lights. */
  readonly isCmyk: boolean;
}

/** What lies behind the end of the picture; nothing where that is padding. */
export function segmentsBehind(bytes: Uint8Array, endByte: number): readonly Segment[] {
  if (endByte >= bytes.length) return [];
  const rest = { startByte: endByte, endByteExclusive: bytes.length };
  return [bytes.subarray(endByte).some((byte) => byte !== 0) ? { ...rest, holds: 'attached data' } : rest];
}
