import { crc32, deflateSync } from 'node:zlib';

const SIDE_PX = 8;

/** A small picture of one colour: another number, another colour, so other bytes. */
export function makePng(colour: number): Buffer {
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: SIDE_PX }, () => rgb(colour))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE_PX, 0);
  header.writeUInt32BE(SIDE_PX, 4);
  // 8 bits a channel, RGB.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: SIDE_PX }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function rgb(colour: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(colour, 0, 3);
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
