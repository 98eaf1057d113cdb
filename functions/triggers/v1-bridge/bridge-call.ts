/** A file of a multipart body. */
export interface BridgeFile {
  /** Of the part, as in `media[]`. */
  readonly name: string;
  readonly fileName?: string;
  /** As the client declared it; tells nothing about the bytes. */
  readonly mediaType?: string;
  /** Base64 of the transfer already undone, where the part says that it is. */
  readonly bytes: Uint8Array;
}

/** Who calls, once the signature was found good. */
export interface BridgeCaller {
  /** The one account that the key opens. */
  readonly account: string;
  readonly keyId: string;
  /** Its public half, as the client sent it; no secret. */
  readonly accessToken: string;
  readonly nonce: string;
  readonly timestampEpochSeconds: number;
  /** SHA-256 hex over what was signed and the body: the same signed bytes give the same, all others another. */
  readonly callFingerprint: string;
}

/** A call of v1.1's API, checked and parsed. */
export interface BridgeCall {
  readonly method: 'GET' | 'POST';
  /** As in `/1.1/statuses/update.json`. */
  readonly path: string;
  /** Of path (`id`), query, form and text parts together, without `oauth_*`; of one that repeats, the first. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly files: readonly BridgeFile[];
  /** Of a body that is a JSON object, whatever its content type, with ids beyond 2^53 as texts; else undefined. */
  readonly json: unknown;
  readonly contentType: 'form' | 'multipart' | 'json' | 'none';
  readonly caller: BridgeCaller;
  /** When the caller has to have an answer: API Gateway gives up after 30 s. */
  readonly answerByEpochMs: number;
}

/** What is answered; `v1-answer.ts` writes it. */
export interface BridgeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Becomes JSON; a bigint becomes a number, digit for digit. An empty body where it is undefined. */
  readonly body?: unknown;
}
