import { encodeParams, type Params } from '../oauth/sign-request.ts';

export interface RequestBody {
  readonly contentType: string;
  readonly totalBytes: number;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** The fields that the signature covers: those of a urlencoded body, and no others. */
  readonly formFields: Params;
  /** Called once the exchange is over, however it ended: lets go of a source that was opened and not read. */
  readonly dispose?: () => void;
}

export function formBody(fields: Params): RequestBody {
  const bytes = Buffer.from(encodeParams(fields));
  return { contentType: 'application/x-www-form-urlencoded', totalBytes: bytes.length, bytes, formFields: fields };
}

export function jsonBody(value: unknown): RequestBody {
  const bytes = Buffer.from(JSON.stringify(value));
  return { contentType: 'application/json', totalBytes: bytes.length, bytes, formFields: [] };
}
