interface Size {
  readonly w: number;
  readonly h: number;
  readonly resize: 'fit' | 'crop';
}

/** Longest side of each size in which X offers a picture (answers of 2019 to 2023); never more than the picture has. */
const sides = { medium: 1200, large: 2048, small: 680 } as const;

/** `sizes` of a media entity; zeros where X does not tell how large the medium is. */
export function mediaSizes(widthPx: number, heightPx: number): Readonly<Record<string, Size>> {
  const scaled = Object.entries(sides).map(([name, side]) => [name, scale(widthPx, heightPx, side)] as const);
  return { ...Object.fromEntries(scaled), thumb: { w: 150, h: 150, resize: 'crop' } };
}

function scale(widthPx: number, heightPx: number, side: number): Size {
  const longest = Math.max(widthPx, heightPx);
  const factor = longest > side ? side / longest : 1;
  const fit = (px: number): number => (px === 0 ? 0 : Math.max(1, Math.round(px * factor)));
  return { w: fit(widthPx), h: fit(heightPx), resize: 'fit' };
}
