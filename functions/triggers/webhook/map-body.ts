import { isMapped } from '../../config/mapping-schema.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import { FieldRenderer, type Scope } from './field-renderer.ts';
import { makePost, type Templates } from './make-post.ts';
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
export async function mapBody(mapping: Templates, call: MappableCall): Promise<Wish> {
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
