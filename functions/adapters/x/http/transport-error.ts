import { PigeonpostError } from '../../../domain/errors.ts';

/** An exchange that ended without a whole answer. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** As in `ECONNRESET` or `UND_ERR_HEADERS_TIMEOUT`. */
  readonly code: string;
  /** False when not one byte of the request can have reached the server. */
  readonly wasSent: boolean;

  constructor(code: string, message: string, wasSent: boolean) {
    super(message);
    this.code = code;
    this.wasSent = wasSent;
  }
}

/**
 * What went wrong as a code and a sentence. The error itself is not kept as cause: some of undici's hold raw bytes of
 * the answer, in which a server may have repeated our headers.
 */
export function transportErrorOf(error: unknown, wasSent: boolean): TransportError | PigeonpostError {
  // A body that could not be read says so itself.
  if (error instanceof TransportError || error instanceof PigeonpostError) return error;
  const { code, message } = describe(error);
  return new TransportError(code, message, wasSent);
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: 'the connection failed' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message.slice(0, 200) };
}
