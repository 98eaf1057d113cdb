import type { MediaSource } from '../../../domain/x-account.ts';
import type { FilePart } from '../http/multipart.ts';
import { type ByteRange, openRange, sourceBytes } from './source-bytes.ts';

/** The whole medium as the file part of an upload; its bytes are asked for now, so that they come while X is reached. */
export function wholeFile(source: MediaSource, signal: AbortSignal | undefined): FilePart {
  const range = { startByte: 0, endByteExclusive: source.totalBytes };
  return { ...rangePart(source, range, signal), mediaType: source.mediaType };
}

/** One range of the medium as the file part of an APPEND. */
export function rangePart(source: MediaSource, range: ByteRange, signal: AbortSignal | undefined): FilePart {
  const reading = new AbortController();
  const either = signal === undefined ? reading.signal : AbortSignal.any([signal, reading.signal]);
  return {
    name: 'media',
    mediaType: 'application/octet-stream',
    totalBytes: range.endByteExclusive - range.startByte,
    bytes: sourceBytes(range, openRange(source, range, either)),
    dispose: () => reading.abort(),
  };
}
