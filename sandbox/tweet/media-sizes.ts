interface Size {
  readonly w: number;
  readonly h: number;
  readonly resize: 'fit' | 'crop';
}

/** Sides of the squares that X fits a picture into. */
const SMALL = 680;
const MEDIUM = 1200;
const LARGE = 2048;

/** `sizes` of a media entity: scaled down to fit, never up; `thumb` is always 150 by 150, cut out. */
export function mediaSizes(
  widthPx: number,
  heightPx: number,
): Readonly<Record<'medium' | 'large' | 'small' | 'thumb', Size>> {
  return {
    medium: fit(widthPx, heightPx, MEDIUM),
    large: fit(widthPx, heightPx, LARGE),
    small: fit(widthPx, heightPx, SMALL),
    thumb: { w: 150, h: 150, resize: 'crop' },
  };
}

function fit(widthPx: number, heightPx: number, side: number): Size {
  const scale = Math.min(1, side / Math.max(widthPx, heightPx, 1));
  return { w: Math.max(1, Math.round(widthPx * scale)), h: Math.max(1, Math.round(heightPx * scale)), resize: 'fit' };
}
