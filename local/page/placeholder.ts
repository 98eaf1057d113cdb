const SHAPES = {
  /** The file was moved or deleted since. */
  gone: '<path d="M30 34h36l-9 12 6 8-12 8H30z" fill="none" stroke-width="3"/><path d="M26 70 70 26" stroke-width="3"/>',
  film: '<rect x="22" y="30" width="52" height="36" rx="5" fill="none" stroke-width="3"/><path d="M43 40v16l14-8z" stroke="none" fill="#7d8590"/>',
  'no-picture':
    '<path d="M34 24h20l10 10v38H34z" fill="none" stroke-width="3"/><path d="M43 50h12M43 58h12" stroke-width="3"/>',
} as const;

/** A drawing in place of a picture there is not, in greys that suit a light and a dark page. */
export function placeholder(what: keyof typeof SHAPES): Buffer {
  const frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">';
  return Buffer.from(
    `${frame}<g stroke="#7d8590" stroke-linejoin="round" stroke-linecap="round">${SHAPES[what]}</g></svg>`,
  );
}
