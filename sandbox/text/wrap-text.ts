import { type TextEntity, findEntities } from './entities.ts';
import { tcoLink } from './slug.ts';

/** An entity with `indices` in code points of the wrapped text, end exclusive, and the t.co address of a link. */
export interface WrappedEntity {
  readonly entity: TextEntity;
  readonly indices: readonly [number, number];
  readonly tco: string | undefined;
}

export interface WrappedText {
  /** Links replaced by t.co ones, `&`, `<` and `>` escaped, as X stores and sends it. */
  readonly text: string;
  /** Length of `text` in code points. */
  readonly length: number;
  readonly entities: readonly WrappedEntity[];
}

/** The text as X keeps it. `owner` makes the t.co addresses: the same text of another Tweet gets others. */
export function wrapText(source: string, owner: string): WrappedText {
  const pieces = new Pieces();
  const entities: WrappedEntity[] = [];
  let at = 0;
  for (const [index, entity] of findEntities(source).entries()) {
    pieces.add(escapeText(source.slice(at, entity.start)));
    const tco = entity.kind === 'url' ? tcoLink(`${owner} ${index} ${entity.url}`) : undefined;
    const start = pieces.length;
    pieces.add(tco ?? escapeText(source.slice(entity.start, entity.end)));
    entities.push({ entity, indices: [start, pieces.length], tco });
    at = entity.end;
  }
  pieces.add(escapeText(source.slice(at)));
  return { text: pieces.text, length: pieces.length, entities };
}

class Pieces {
  text = '';
  length = 0;

  add(piece: string): void {
    this.text += piece;
    this.length += countCodePoints(piece);
  }
}

export function countCodePoints(text: string): number {
  let count = 0;
  for (const _point of text) count += 1;
  return count;
}

/** The three characters that X escapes in every text it sends. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
