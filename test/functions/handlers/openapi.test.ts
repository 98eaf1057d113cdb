import { createHash } from 'node:crypto';

import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';

import { createOpenApiHandler } from '../../../functions/handlers/openapi.ts';
import type { HttpEvent } from '../../../functions/middleware/http-event.ts';
import { openApiDocument } from '../../../functions/openapi/openapi-document.ts';
import { keepContract } from '../../fakes/keep-contract.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';

const handler = createOpenApiHandler({ journal: new RecordingJournal() });
const checked = keepContract(handler, '/openapi.json');

async function ask(rawPath: string, method = 'GET', by = handler) {
  const requestContext = { stage: '$default', requestId: 'r', http: { method } };
  return by({ rawPath, headers: {}, requestContext } as unknown as HttpEvent, {} as Context);
}

describe('GET /openapi.json', () => {
  it('gives the document to whoever asks', async () => {
    const { statusCode, headers, body } = await ask('/openapi.json', 'GET', checked);
    expect([statusCode, headers?.['content-type']]).toEqual([200, 'application/json']);
    expect(JSON.parse(body ?? '')).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it('answers 405 to other methods', async () => {
    expect(await ask('/openapi.json', 'POST', checked)).toMatchObject({ statusCode: 405, headers: { allow: 'GET' } });
  });
});

describe('GET /openapi', () => {
  it('shows every operation, status and schema of the document, as a page', async () => {
    const { body = '', headers } = await ask('/openapi');
    expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
    const { paths, components } = openApiDocument();
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        expect(body).toContain(`<b>${method.toUpperCase()}</b> <code>${path}</code>`);
        for (const status of Object.keys(operation.responses)) expect(body).toContain(`<td>${status}</td>`);
      }
    }
    for (const name of Object.keys(components.schemas)) expect(body).toContain(`<summary>${name}</summary>`);
  });

  it('is of one piece: runs nothing, loads nothing, and lets its own style alone in', async () => {
    const { body = '', headers } = await ask('/openapi');
    expect(body).not.toMatch(/<script|src=|@import|url\(|https?:\/\/(?!cdn\.example\.org)/);
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(body) ?? [];
    const print = createHash('sha256').update(style).digest('base64');
    expect(headers?.['content-security-policy']).toContain(`style-src 'sha256-${print}'`);
  });
});
