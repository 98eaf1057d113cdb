import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { bridgeRoutes } from '../../../functions/bridge/all-endpoints.ts';
import type { BridgeMedia } from '../../../functions/bridge/bridge-account.ts';
import { createBridgeBench } from '../../fakes/bridge-bench.ts';

const media: BridgeMedia = { mediaId: '12' };
const x = {
  uploadSimple: async () => media,
  initUpload: async () => media,
  appendSegment: async () => undefined,
  finalizeUpload: async () => media,
  uploadStatus: async () => media,
  describeMedia: async () => undefined,
  readPost: async () => undefined,
};

/** Those that post are tried with a publisher behind them, elsewhere. */
const paths = ['/1.1/media/upload.json', '/1.1/media/metadata/create.json', '/1.1/statuses/show.json', '/1.1/nothing'];
const names = [
  'command',
  'media',
  'media_data',
  'media_id',
  'media_category',
  'segment_index',
  'total_bytes',
  'id',
  '__proto__',
];
const values = fc.oneof(
  fc.constantFrom('INIT', 'APPEND', 'FINALIZE', 'STATUS', 'tweet_image', '12', '-1', '1e9', '../..', ''),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const pairs = fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 6 });
const body = fc.oneof(
  fc.record({ form: pairs }),
  fc.record({
    body: fc.uint8Array({ maxLength: 300 }),
    contentType: fc.constantFrom(
      'application/json',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'text/plain',
      'a',
    ),
  }),
  fc.record({ body: fc.json().map((text) => Buffer.from(text)), contentType: fc.constant('application/json') }),
  fc.constant({}),
);

it('whatever a client with a key sends is answered as v1.1 answers, and never by a fault of ours', async () => {
  const { call } = createBridgeBench(x);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.constantFrom('GET', 'POST'),
      pairs,
      body,
      async (path, method, query, sent) => {
        const answer = await call({ path, method, query, ...sent });
        const { statusCode = 0, json } = answer;
        expect([200, 201, 202, 204, 400, 403, 404, 405]).toContain(statusCode);
        if (statusCode < 400) return;
        const isListed = expect.objectContaining({
          errors: [{ code: expect.any(Number), message: expect.any(String) }],
        });
        const isMedia = expect.objectContaining({ request: path, error: expect.any(String) });
        expect(
          [isListed, isMedia].some((shape: { asymmetricMatch(value: unknown): boolean }) =>
            shape.asymmetricMatch(json),
          ),
        ).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

it('every route is found by its own path alone', () => {
  for (const { path } of bridgeRoutes) expect(path.source).toMatch(/^\^\\\/1\\\.1\\\/.*\$$/);
});
