import type { Mapping } from '../../config/mapping-schema.ts';
import type { FieldRenderer, Scope } from './field-renderer.ts';

type MappedMedium = NonNullable<Mapping['media']>[number];

/** What the templates of a webhook make of a call. */
export interface Templates extends Mapping {
  /** Which of the webhook's accounts posts. */
  readonly account?: string;
}

/**
 * The native post that the templates make; its faults are kept by the renderer.
 *
 * @param scope what templates see
 * @param signed the part of it that is signed: nothing else may make a new post, or choose who posts
 */
export function makePost(templates: Templates, renderer: FieldRenderer, scope: Scope, signed: Scope): Scope {
  const one = (name: 'replyTo' | 'replySettings' | 'attachmentUrl' | 'scheduleAt') =>
    renderer.render(name, templates[name], scope)?.trim();
  const flag = (name: 'sensitive' | 'madeWithAi' | 'paidPartnership') =>
    truthOf(renderer.render(name, templates[name], scope)?.trim());
  const media = templates.media?.flatMap((medium, index) => makeMedia(medium, index, renderer, scope)) ?? [];
  const owners = renderer.render('additionalOwners', templates.additionalOwners, scope);
  const thread =
    templates.thread?.flatMap((text, index) => renderer.render(`thread[${index}]`, text, scope) ?? []) ?? [];
  return present({
    account: renderer.render('account', templates.account, signed)?.trim(),
    text: renderer.render('text', templates.text, scope),
    thread: thread.length > 0 ? thread : undefined,
    media: media.length > 0 ? media : undefined,
    replyTo: one('replyTo'),
    replySettings: one('replySettings'),
    geo: makeGeo(templates.geo, renderer, scope),
    attachmentUrl: one('attachmentUrl'),
    additionalOwners: owners?.split(/[\s,]+/).filter((id) => id !== ''),
    scheduleAt: one('scheduleAt'),
    sensitive: flag('sensitive'),
    madeWithAi: flag('madeWithAi'),
    paidPartnership: flag('paidPartnership'),
    idempotencyKey: renderer.render('idempotencyKey', templates.idempotencyKey, signed)?.trim(),
  });
}

/** A picture that a template leaves out is none: the same body may come with one and without. */
function makeMedia(medium: MappedMedium, index: number, renderer: FieldRenderer, scope: Scope): readonly Scope[] {
  const { each } = medium;
  const scopes =
    each === undefined
      ? [scope]
      : renderer.listOf(`media[${index}].each`, each, scope).map((item) => ({ ...scope, item }));
  return scopes.flatMap((scope) => {
    const field = (name: 'key' | 'data' | 'url' | 'altText') =>
      renderer.render(`media[${index}].${name}`, medium[name], scope);
    const place = present({ key: field('key')?.trim(), data: field('data')?.trim(), url: field('url')?.trim() });
    const altText = field('altText');
    return Object.keys(place).length === 0 ? [] : [present({ ...place, altText })];
  });
}

/** A place of which nothing is said is none. */
function makeGeo(geo: Mapping['geo'], renderer: FieldRenderer, scope: Scope): Scope | undefined {
  const field = (name: keyof NonNullable<Mapping['geo']>) => renderer.render(`geo.${name}`, geo?.[name], scope)?.trim();
  const made = present({
    placeId: field('placeId'),
    lat: numberOf(field('lat')),
    long: numberOf(field('long')),
    displayCoordinates: truthOf(field('displayCoordinates')),
  });
  return Object.keys(made).length > 0 ? made : undefined;
}

function present(fields: Scope): Scope {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Anything else stays a text, for the post's schema to refuse. */
function truthOf(text: string | undefined): unknown {
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}

function numberOf(text: string | undefined): unknown {
  return text !== undefined && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
}
