import type { ReceivedRequest } from './raw-request.ts';
import { V1Error, V1MediaError } from './v1-error.ts';

/** What stands before the file of an upload, with room for long values. */
const HEAD_BYTES = 4096;

/**
 * Refuses a body that is larger than is taken here, telling a client of `media/upload` what to send instead. X itself
 * answers 413 without a word.
 *
 * @throws V1MediaError 413 on media/upload
 * @throws V1Error 413 elsewhere
 */
export function refuseTooLarge(request: ReceivedRequest, maxBodyBytes: number): void {
  const { body, path } = request;
  if (body.length <= maxBodyBytes) return;
  const fact = `the request has ${body.length} bytes, and at most ${maxBodyBytes} are taken here`;
  if (!path.endsWith('/media/upload.json')) {
    throw new V1Error({ status: 413, code: 193, message: `${fact}: upload the media first, by media/upload` });
  }
  throw new V1MediaError(
    isAppend(request)
      ? `${fact}: send smaller segments, of 1 MB for instance`
      : `${fact}: upload it in segments (INIT, APPEND, FINALIZE), of 1 MB for instance`,
    413,
  );
}

function isAppend({ query, body }: ReceivedRequest): boolean {
  const head = Buffer.from(body.subarray(0, HEAD_BYTES)).toString('latin1');
  return /(?:^|&)command=APPEND(?:&|$)/.test(query) || /command(?:=|"\r?\n(?:[^\r\n]+\r?\n)*\r?\n)APPEND/.test(head);
}
