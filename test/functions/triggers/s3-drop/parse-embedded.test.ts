import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { nothingEmbedded, parseEmbedded } from '../../../../functions/triggers/s3-drop/parse-embedded.ts';
import { inLanguages, withXmp } from '../../../fakes/with-xmp.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/media', name));
const photo = fixture('photo-800x320.jpg');
const packet = [
  inLanguages('dc:description', 'Cr&#xE8;me 🕊️'),
  inLanguages('dc:title', 'Title'),
  inLanguages('Iptc4xmpCore:AltTextAccessibility', 'A cake'),
  '<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator>',
].join('');

/** A JPEG with one IPTC record in front. */
function withIptc(dataset: number, text: string): Buffer {
  const value = Buffer.from(text);
  const charset = Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47]);
  const record = Buffer.concat([charset, Buffer.from([0x1c, 2, dataset, 0, value.length]), value]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(record.length);
  const block = Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'),
    size,
    record,
    Buffer.alloc(record.length % 2),
  ]);
  const head = Buffer.from([0xff, 0xed, 0, 0]);
  head.writeUInt16BE(block.length + 2, 2);
  return Buffer.concat([photo.subarray(0, 2), head, block, photo.subarray(2)]);
}

describe('parseEmbedded', () => {
  it('reads the words of XMP, in the default language', async () => {
    const words = { description: 'Crème 🕊️', title: 'Title', altText: 'A cake', creator: 'Ann, Bo' };
    expect(await parseEmbedded(withXmp(photo, packet))).toEqual(words);
    expect(await parseEmbedded(withXmp(photo, packet).subarray(0, 4096))).toEqual(words);
  });

  it.each([
    { dataset: 120, words: { description: 'Grüße' } },
    { dataset: 5, words: { title: 'Grüße' } },
    { dataset: 80, words: { creator: 'Grüße' } },
  ])('reads record $dataset of IPTC', async ({ dataset, words }) => {
    expect(await parseEmbedded(withIptc(dataset, 'Grüße'))).toEqual({ ...nothingEmbedded, ...words });
  });

  it.each(['OLYMPUS DIGITAL CAMERA', 'SONY DSC', 'DCIM\\100MEDIA'])('leaves out %s', async (description) => {
    const tagged = withXmp(photo, inLanguages('dc:description', description));
    expect(await parseEmbedded(tagged)).toEqual(nothingEmbedded);
  });

  it.each([
    { case: 'a photo without words', bytes: photo },
    { case: 'a PNG', bytes: fixture('drawing-333x175.png') },
    { case: 'a GIF', bytes: fixture('still-64x48.gif') },
    { case: 'a video', bytes: fixture('clip-320x240-2s.mp4') },
    { case: 'bytes that are nothing', bytes: Buffer.from('hello') },
    { case: 'no bytes', bytes: Buffer.alloc(0) },
    { case: 'XMP that is no XML', bytes: withXmp(photo, '<dc:title><oops') },
  ])('finds nothing in $case', async ({ bytes }) => {
    expect(await parseEmbedded(Buffer.from(bytes))).toEqual(nothingEmbedded);
  });
});
