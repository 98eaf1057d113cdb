const SIDECAR_ENDINGS = ['txt', 'md', 'yaml', 'yml', 'json'] as const;
const PICTURE_ENDINGS = ['jpg', 'jpeg', 'png', 'gif', 'webp', 'tif', 'tiff', 'avif', 'heic', 'mp4', 'mov'] as const;

export type SidecarEnding = (typeof SIDECAR_ENDINGS)[number];

/** How the key of a sidecar ends; undefined for everything else. */
export function sidecarEnding(key: string): SidecarEnding | undefined {
  return SIDECAR_ENDINGS.find((ending) => inBothCases(ending).some((written) => key.endsWith(`.${written}`)));
}

/** Whether a key ends as those of pictures and films do. */
export function isPictureKey(key: string): boolean {
  return PICTURE_ENDINGS.some((ending) => key.toLowerCase().endsWith(`.${ending}`));
}

/** Where the caption and alt text of a picture may stand: the same name with another ending. */
export function sidecarKeysOf(pictureKey: string): readonly string[] {
  const stem = stemOf(pictureKey);
  return SIDECAR_ENDINGS.flatMap(inBothCases).map((ending) => `${stem}.${ending}`);
}

/** What a sidecar may belong to. */
export function pictureKeysOf(sidecarKey: string): readonly string[] {
  const stem = stemOf(sidecarKey);
  return PICTURE_ENDINGS.flatMap(inBothCases).map((ending) => `${stem}.${ending}`);
}

/** Cameras write endings large, and so do people beside them. */
function inBothCases(ending: string): readonly string[] {
  return [ending, ending.toUpperCase()];
}

/** The key without the ending of its name. */
export function stemOf(key: string): string {
  const dot = key.lastIndexOf('.');
  return dot > key.lastIndexOf('/') ? key.slice(0, dot) : key;
}
