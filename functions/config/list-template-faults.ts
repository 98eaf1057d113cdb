import { Liquid } from 'liquidjs';

import { formatPath } from '../domain/list-faults.ts';
import type { FieldFault } from '../domain/x-account.ts';
import { mappingFields } from './mapping-schema.ts';

const MAX_MESSAGE_CHARACTERS = 200;
/** As where they are rendered: a filter that nobody knows is a fault. */
const liquid = new Liquid({ strictFilters: true, templates: {} });

type Fields = Readonly<Record<string, unknown>>;

/** Templates of a config that are no Liquid: better told at the start than by the first post that needs one. */
export function listTemplateFaults(config: unknown): readonly FieldFault[] {
  const { drops, webhooks } = fieldsOf(config);
  return [
    ...listOf(drops).flatMap((drop, index) => faultOf(drop['caption'], ['drops', index, 'caption'])),
    ...Object.entries(fieldsOf(webhooks)).flatMap(([name, webhook]) => mappingFaults(fieldsOf(webhook), name)),
  ];
}

function mappingFaults(webhook: Fields, name: string): readonly FieldFault[] {
  const path = ['webhooks', name];
  return [
    ...Object.keys(mappingFields).flatMap((field) => faultOf(webhook[field], [...path, field])),
    ...listOf(webhook['media']).flatMap((medium, index) =>
      Object.entries(medium).flatMap(([field, value]) => faultOf(value, [...path, 'media', index, field])),
    ),
  ];
}

/** What is no text is the schema's to report, in the same report. */
function faultOf(template: unknown, path: readonly PropertyKey[]): readonly FieldFault[] {
  if (typeof template !== 'string') return [];
  try {
    liquid.parse(template);
    return [];
  } catch (error) {
    const [reason = ''] = String((error as Error).message).split('\n');
    const message = `is no Liquid template: ${reason.slice(0, MAX_MESSAGE_CHARACTERS)}`;
    return [{ path: formatPath(path), code: 'SCHEMA', message }];
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
