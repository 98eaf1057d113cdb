import { randomUUID } from 'node:crypto';

/** 32 hexadecimal digits of which 122 bits are random. */
export function newUploadId(): string {
  return randomUUID().replaceAll('-', '');
}
