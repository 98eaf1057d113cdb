import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { MediaRejectedError } from '../../../functions/domain/errors.ts';
import { sniffFormat, sniffMedia } from '../../../functions/domain/sniff-media.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const brands = (major: string, ...others: readonly string[]): Uint8Array =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 16 + 4 * others.length]),
    latin1(`ftyp${major}\0\0\0\0${others.join('')}`),
    Buffer.alloc(64),
  ]);

describe('the format of bytes', () => {
  it.each([
    { file: 'photo-800x320.jpg', format: 'JPEG' },
    { file: 'progressive-640x480.jpg', format: 'JPEG' },
    { file: 'drawing-333x175.png', format: 'PNG' },
    { file: 'still-64x48.gif', format: 'GIF' },
    { file: 'animated-64x48-6-frames.gif', format: 'GIF' },
    { file: 'photo-320x200.webp', format: 'WEBP' },
    { file: 'lossless-64x48.webp', format: 'WEBP' },
    { file: 'clip-320x240-2s.mp4', format: 'MP4' },
    { file: 'clip-176x144-1s.mov', format: 'MOV' },
  ])('$file is $format', ({ file, format }) => {
    expect(sniffMedia(readFileSync(`test/fixtures/media/${file}`))).toBe(format);
  });

  it.each([
    { case: 'MP4 of the brand isom', head: brands('isom', 'iso2', 'avc1', 'mp41'), format: 'MP4' },
    { case: 'MP4 of a telephone that calls itself 3GP too', head: brands('3gp4', 'isom', '3gp4'), format: 'MP4' },
    { case: 'QuickTime without ftyp', head: latin1('\0\0\0\x08wide\0\0\x10\0mdat'), format: 'MOV' },
    { case: 'HEIC of an iPhone', head: brands('heic', 'mif1', 'heic'), format: 'HEIC' },
    { case: 'HEIC that says only "picture"', head: brands('mif1', 'mif1', 'heic'), format: 'HEIC' },
    { case: 'HEIC burst', head: brands('msf1', 'hevc'), format: 'HEIC' },
    { case: 'AVIF', head: brands('avif', 'mif1', 'miaf'), format: 'AVIF' },
    { case: 'AVIF that says only "picture"', head: brands('mif1', 'avif'), format: 'AVIF' },
    { case: '3GP', head: brands('3gp4', '3gp4'), format: '3GP' },
    { case: 'a song of iTunes', head: brands('M4A ', 'mp42', 'isom'), format: 'audio' },
    { case: 'Canon raw', head: brands('crx ', 'isom'), format: 'camera raw' },
    { case: 'TIFF', head: latin1('II*\0\x08\0\0\0\0\0'), format: 'TIFF' },
    { case: 'TIFF, big-endian', head: latin1('MM\0*\0\0\0\x08'), format: 'TIFF' },
    { case: 'BMP', head: latin1('BM\x46\0\0\0\0\0\0\0\x36\0'), format: 'BMP' },
    { case: 'ICO', head: latin1('\0\0\x01\0\x01\0\x10\x10'), format: 'ICO' },
    { case: 'JPEG XL', head: latin1('\0\0\0\x0cJXL \r\n\x87\n'), format: 'JPEG XL' },
    { case: 'JPEG 2000', head: latin1('\0\0\0\x0cjP  \r\n\x87\n'), format: 'JPEG 2000' },
    { case: 'Photoshop', head: latin1('8BPS\0\x01'), format: 'Photoshop' },
    { case: 'SVG', head: latin1('<svg xmlns="http://www.w3.org/2000/svg">'), format: 'SVG' },
    { case: 'SVG behind an XML declaration', head: latin1('<?xml version="1.0"?>\n<!-- x --><svg >'), format: 'SVG' },
    { case: 'an XML bomb', head: latin1('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'), format: 'XML' },
    { case: 'HTML', head: latin1('<!DOCTYPE html><html>'), format: 'HTML' },
    { case: 'HTML behind blank lines', head: latin1('\r\n\r\n<html lang="en">'), format: 'HTML' },
    { case: 'PDF', head: latin1('%PDF-1.7\n%\xe2'), format: 'PDF' },
    { case: 'ZIP', head: latin1('PK\x03\x04\x14\0'), format: 'ZIP' },
    { case: 'RAR', head: latin1('Rar!\x1a\x07'), format: 'RAR' },
    { case: '7z', head: latin1('7z\xbc\xaf\x27\x1c'), format: '7z' },
    { case: 'gzip', head: latin1('\x1f\x8b\x08\0'), format: 'gzip' },
    { case: 'a Windows program', head: latin1('MZ\x90\0'), format: 'program' },
    { case: 'a Linux program', head: latin1('\x7fELF\x02'), format: 'program' },
    { case: 'a shell script', head: latin1('#!/bin/sh\nrm'), format: 'script' },
    { case: 'WebM', head: latin1('\x1a\x45\xdf\xa3'), format: 'WebM' },
    { case: 'AVI', head: latin1('RIFF\0\0\0\0AVI LIST'), format: 'AVI' },
    { case: 'WAV', head: latin1('RIFF\0\0\0\0WAVEfmt '), format: 'audio' },
    { case: 'MP3', head: latin1('ID3\x04\0'), format: 'audio' },
    { case: 'a note', head: latin1('Caption: a cat\n'), format: 'text' },
    { case: 'zeros', head: new Uint8Array(64), format: 'unknown' },
    { case: 'PNG cut within its signature', head: latin1('\x89PNG\r\n'), format: 'unknown' },
  ])('is told: $case', ({ head, format }) => {
    expect(sniffFormat(head)).toBe(format);
  });
});

describe('bytes that X does not take', () => {
  it.each([
    { case: 'nothing', head: new Uint8Array(0), code: 'MEDIA_EMPTY', says: /empty/ },
    { case: 'HEIC', head: brands('heic'), code: 'MEDIA_TYPE_HEIC', says: /HEIC/, advises: /JPEG.*iPhone/ },
    { case: 'SVG', head: latin1('<svg>'), code: 'MEDIA_TYPE', says: /bytes are SVG/, advises: /Export/ },
    { case: 'a program called .jpg', head: latin1('MZ\x90\0'), code: 'MEDIA_TYPE', says: /program/ },
    { case: 'noise', head: new Uint8Array([7, 0, 7]), code: 'MEDIA_TYPE', says: /no known format/ },
  ])('F86, F87, F92: are refused by name, with a way out: $case', ({ head, code, says, advises = /./ }) => {
    const refusal = catchError(() => sniffMedia(head));
    expect(refusal).toBeInstanceOf(MediaRejectedError);
    expect(refusal).toMatchObject({
      code,
      message: expect.stringMatching(says),
      advice: expect.stringMatching(advises),
    });
  });

  it('are never answered by an error other than ours', () => {
    const starts = ['', 'GIF89a', '\0\0\0\x20ftyp', 'RIFF\0\0\0\0', '<', 'II*\0', '\xff\xd8\xff'].map(latin1);
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const refusal = catchError(() => sniffMedia(Buffer.concat([start, rest])));
        expect(refusal === undefined || refusal instanceof MediaRejectedError).toBe(true);
      }),
    );
  });
});

function catchError(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
