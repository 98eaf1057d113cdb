import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { multipartBody } from '../../../../../functions/adapters/x/http/multipart.ts';

async function parse(body: ReturnType<typeof multipartBody>): Promise<{ form: FormData; sentBytes: number }> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body.bytes as AsyncIterable<Uint8Array>) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const form = await new Response(bytes, { headers: { 'content-type': body.contentType } }).formData();
  return { form, sentBytes: bytes.length };
}

describe('multipartBody', () => {
  it('is read by another parser as it was meant, and is as long as it says, whatever the bytes', async () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed() && !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4_000 }), text, async (bytes, status) => {
        const file = { name: 'media[]', mediaType: 'image/png', totalBytes: bytes.length, bytes: [bytes] };
        const body = multipartBody(
          [
            ['status', status],
            ['possibly_sensitive', 'true'],
          ],
          file,
        );
        const { form, sentBytes } = await parse(body);
        expect(sentBytes).toBe(body.totalBytes);
        expect(form.get('status')).toBe(status);
        expect(form.get('possibly_sensitive')).toBe('true');
        const sent = form.get('media[]') as File;
        expect(sent.type).toBe('image/png');
        expect(Buffer.from(await sent.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('uses another boundary each time, and signs none of its fields', () => {
    const file = { name: 'media', mediaType: 'image/png', totalBytes: 0, bytes: [] };
    const [one, two] = [multipartBody([['a', 'b']], file), multipartBody([['a', 'b']], file)];
    expect(one.contentType).not.toBe(two.contentType);
    expect(one.formFields).toEqual([]);
  });
});
