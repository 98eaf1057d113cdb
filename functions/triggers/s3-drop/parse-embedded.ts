/** What a photographer's program wrote into the picture; null where it wrote nothing. */
export interface Embedded {
  readonly description: string | null;
  readonly title: string | null;
  readonly altText: string | null;
  readonly creator: string | null;
}

export const nothingEmbedded: Embedded = { description: null, title: null, altText: null, creator: null };

/** What cameras write by themselves is no caption. */
const writtenByCamera = /^(?:[\w ]*digital camera|sony dsc|dcim\W.*|exif_jpeg_picture)$/i;

type Tags = Readonly<Record<string, unknown>>;

/**
 * The words in the head of a picture: those of XMP, else of IPTC, else of EXIF. What cannot be read counts as nothing:
 * the picture itself is judged elsewhere.
 */
export async function parseEmbedded(head: Uint8Array): Promise<Embedded> {
  // Loaded by those who need it: most drops do not.
  const [{ default: reader }, { DOMParser }] = await Promise.all([import('exifreader'), import('./xml-parser.ts')]);
  let tags: { xmp?: unknown; iptc?: unknown; exif?: unknown };
  try {
    const domParser = new DOMParser({ onError: () => undefined });
    tags = reader.load(Uint8Array.from(head).buffer, { expanded: true, async: false, domParser });
  } catch {
    return nothingEmbedded;
  }
  const [xmp, iptc, exif] = [tags.xmp ?? {}, tags.iptc ?? {}, tags.exif ?? {}] as [Tags, Tags, Tags];
  const description = first(
    wordsOf(xmp['description']),
    textOf(iptc['Caption/Abstract']),
    textOf(exif['ImageDescription']),
  );
  return {
    description: description !== null && writtenByCamera.test(description) ? null : description,
    title: first(wordsOf(xmp['title']), textOf(iptc['Object Name'])),
    altText: wordsOf(xmp['AltTextAccessibility']),
    creator: first(namesOf(xmp['creator']), textOf(iptc['By-line']), textOf(exif['Artist'])),
  };
}

function first(...texts: readonly (string | null)[]): string | null {
  return texts.find((text) => text !== null) ?? null;
}

/** XMP gives a text in several languages: the one marked as the default, else the first. */
function wordsOf(tag: unknown): string | null {
  const entries = listOf(tag);
  const chosen = entries.find((entry) => property(property(entry, 'attributes'), 'lang') === 'x-default') ?? entries[0];
  return textOf(chosen ?? tag);
}

function namesOf(tag: unknown): string | null {
  const names = listOf(tag)
    .map((entry) => textOf(entry))
    .filter((name) => name !== null);
  return names.length > 0 ? names.join(', ') : textOf(tag);
}

function listOf(tag: unknown): readonly unknown[] {
  const value = property(tag, 'value');
  return Array.isArray(value) && value.every((entry) => typeof entry === 'object') ? value : [];
}

function textOf(tag: unknown): string | null {
  const text = property(tag, 'description');
  if (typeof text !== 'string') return null;
  const trimmed = text.replaceAll('\0', '').trim();
  return trimmed === '' ? null : trimmed.toWellFormed();
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Tags)[name] : undefined;
}
