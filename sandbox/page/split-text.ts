/** A piece of a post's text as people see it. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly address: string }
  | { readonly kind: 'mention'; readonly text: string; readonly screenName: string }
  | { readonly kind: 'tag'; readonly text: string };

/** A place in the text, in code points, end exclusive; one without a part is left out. */
export interface TextPlace {
  readonly indices: readonly [number, number];
  readonly part: TextPart | undefined;
}

/** A v1.1 text, its escapes undone, split at its entities. Places that make no sense are passed over. */
export function splitText(text: string, places: readonly TextPlace[]): readonly TextPart[] {
  const points = Array.from(text);
  const parts: TextPart[] = [];
  let at = 0;
  for (const { indices, part } of places.toSorted((a, b) => a.indices[0] - b.indices[0])) {
    const [start, end] = indices;
    if (start < at || end <= start || end > points.length) continue;
    addText(parts, points.slice(at, start));
    if (part !== undefined) parts.push(part);
    at = end;
  }
  addText(parts, points.slice(at));
  return trimEnd(parts);
}

function addText(parts: TextPart[], points: readonly string[]): void {
  const text = points.join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  if (text !== '') parts.push({ kind: 'text', text });
}

/** Where the link to the pictures stood, a space is left. */
function trimEnd(parts: readonly TextPart[]): readonly TextPart[] {
  const last = parts.at(-1);
  if (last?.kind !== 'text') return parts;
  const text = last.text.trimEnd();
  return text === '' ? parts.slice(0, -1) : [...parts.slice(0, -1), { kind: 'text', text }];
}
