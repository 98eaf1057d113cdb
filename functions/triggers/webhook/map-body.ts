import { isMapped, type Mapping } from '../../config/mapping-schema.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import { FieldRenderer, type Scope } from './field-renderer.ts';
import { openLiquid } from './open-liquid.ts';

export interface MappableCall {
  /** What the body says. */
  readonly value: unknown;
  /** The post it is, where no template makes one. */
  readonly native: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** What a call asks for: a native post, or nothing and why. */
export type Wish = { readonly native: unknown } | { readonly notPosted: string };

/**
 * The native post that a call asks for: its body, or what the webhook's templates make of it.
 *
 * @throws RejectedTriggerError `TEMPLATE` with every field whose template fails
 */
export async function mapBody(mapping: Mapping, call: MappableCall): Promise<Wish> {
  if (mapping.when === undefined && !isMapped(mapping)) return { native: call.native };
  const renderer = new FieldRenderer(await openLiquid());
  const headers = pick(call.headers, mapping.headers ?? []);
  const scope = { ...scopeOf(call.value), headers, query: call.query };
  const isWanted = mapping.when === undefined || renderer.decide('when', mapping.when, scope);
  const native = isWanted && isMapped(mapping) ? makePost(mapping, renderer, scope, scopeOf(call.value)) : call.native;
  if (renderer.faults.length > 0) throw fieldsRefused(renderer.faults);
  return isWanted ? { native } : { notPosted: 'the condition of this webhook (when) is not met' };
}

/** The body's own names, and all of it as `body`. */
function scopeOf(value: unknown): Scope {
  const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return { ...names, body: value };
}

function pick(headers: MappableCall['headers'], names: readonly string[]): Scope {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

function makePost(mapping: Mapping, renderer: FieldRenderer, scope: Scope, signed: Scope): Scope {
  const media = mapping.media?.map((medium, index) => {
    const field = (name: keyof typeof medium) => renderer.render(`media[${index}].${name}`, medium[name], scope);
    const place = { key: field('key')?.trim(), data: field('data')?.trim(), url: field('url')?.trim() };
    return present({ ...place, altText: field('altText') });
  });
  const one = (name: 'replyTo' | 'replySettings' | 'attachmentUrl' | 'scheduleAt') =>
    renderer.render(name, mapping[name], scope)?.trim();
  const flag = (name: 'sensitive' | 'madeWithAi' | 'paidPartnership') =>
    truthOf(renderer.render(name, mapping[name], scope)?.trim());
  // A picture that a template leaves out is none: the same body may come with one and without.
  const wanted = media?.filter((medium) => 'key' in medium || 'data' in medium || 'url' in medium) ?? [];
  return present({
    text: renderer.render('text', mapping.text, scope),
    media: wanted.length > 0 ? wanted : undefined,
    replyTo: one('replyTo'),
    replySettings: one('replySettings'),
    attachmentUrl: one('attachmentUrl'),
    scheduleAt: one('scheduleAt'),
    sensitive: flag('sensitive'),
    madeWithAi: flag('madeWithAi'),
    paidPartnership: flag('paidPartnership'),
    // Of the signed part of the call alone: an unsigned header must not make a new post.
    idempotencyKey: renderer.render('idempotencyKey', mapping.idempotencyKey, signed)?.trim(),
  });
}

function present(fields: Scope): Scope {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Anything else stays a text, for the post's schema to refuse. */
function truthOf(text: string | undefined): unknown {
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}
