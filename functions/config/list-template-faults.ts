import { Liquid } from 'liquidjs';

import { formatPath } from '../domain/list-faults.ts';
import type { FieldFault } from '../domain/x-account.ts';
import type { CaptionFields } from '../triggers/s3-drop/render-caption.ts';
import { mappingFields } from './mapping-schema.ts';

const MAX_MESSAGE_CHARACTERS = 200;
/** As where they are rendered: a filter that nobody knows is a fault. */
const liquid = new Liquid({ strictFilters: true, templates: {} });

/** What a caption may name; of a webhook's templates only its sender knows. */
const captionNames: Readonly<Record<keyof CaptionFields, true>> = {
  caption: true,
  altText: true,
  title: true,
  description: true,
  creator: true,
  name: true,
  key: true,
  account: true,
};

type Fields = Readonly<Record<string, unknown>>;

/** Templates of a config that are no Liquid, or name what no caption has: better told at the start than by the first post that needs one. */
export function listTemplateFaults(config: unknown): readonly FieldFault[] {
  const { drops, webhooks } = fieldsOf(config);
  return [
    ...listOf(drops).flatMap((drop, index) => faultOf(drop['caption'], ['drops', index, 'caption'], captionNames)),
    ...Object.entries(fieldsOf(webhooks)).flatMap(([name, webhook]) => mappingFaults(fieldsOf(webhook), name)),
  ];
}

function mappingFaults(webhook: Fields, name: string): readonly FieldFault[] {
  const path = ['webhooks', name];
  return [
    ...Object.keys(mappingFields).flatMap((field) => faultOf(webhook[field], [...path, field])),
    ...faultOf(webhook['account'], [...path, 'account']),
    ...textsOf(webhook['thread']).flatMap((text, index) => faultOf(text, [...path, 'thread', index])),
    ...Object.entries(fieldsOf(webhook['geo'])).flatMap(([field, value]) => faultOf(value, [...path, 'geo', field])),
    ...listOf(webhook['media']).flatMap((medium, index) =>
      Object.entries(medium).flatMap(([field, value]) => faultOf(value, [...path, 'media', index, field])),
    ),
  ];
}

/** What is no text is the schema's to report, in the same report. */
function faultOf(
  template: unknown,
  path: readonly PropertyKey[],
  names?: Readonly<Record<string, true>>,
): readonly FieldFault[] {
  if (typeof template !== 'string') return [];
  const fault = (message: string) => ({ path: formatPath(path), code: 'SCHEMA', message });
  try {
    const used = liquid.globalVariablesSync(liquid.parse(template));
    const unknown = names === undefined ? [] : used.filter((name) => !Object.hasOwn(names, name));
    return unknown.map((name) =>
      fault(`names ${JSON.stringify(name)}; there is ${Object.keys(names ?? {}).join(', ')}`),
    );
  } catch (error) {
    const [reason = ''] = String((error as Error).message).split('\n');
    return [fault(`is no Liquid template: ${reason.slice(0, MAX_MESSAGE_CHARACTERS)}`)];
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function textsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
