import type { FaultAction } from '../faults/fault.ts';
import type { Account } from '../state/account.ts';
import type { PriceName } from '../state/credits.ts';
import type { World } from '../state/world.ts';

/** One parameter as decoded from query, urlencoded body or multipart text part; order and repeats kept. */
export interface Param {
  readonly name: string;
  readonly value: string;
  readonly from: 'query' | 'form' | 'multipart';
}

/** A multipart part with a filename or with bytes that are no text. */
export interface FilePart {
  readonly name: string;
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  readonly transferEncoding: string | undefined;
  readonly bytes: Buffer;
}

export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Type of the body in lower case without parameters, as in `multipart/form-data`; '' when none is given. */
  readonly mediaType: string;
  readonly rawBody: Buffer;
  readonly params: readonly Param[];
  readonly files: readonly FilePart[];
  /** Every multipart part in order, texts too, as bytes. */
  readonly parts: readonly FilePart[];
  /** The parsed JSON body, or undefined when the body is no JSON. Whole numbers beyond 2^53 are bigints. */
  readonly json: unknown;
  /** Path parameters of the route, as in `{ id: '1' }`. */
  readonly route: Readonly<Record<string, string | undefined>>;
  /** What the signature said, once it was found good. */
  readonly signed: Signed | undefined;
  /** The fault that acts on this call, for endpoints that play a part of it themselves (`stuckInProgress`). */
  readonly fault: FaultAction | undefined;
  /** Scheme and host as the client called them, as in `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** First value of that parameter, wherever it came from. */
  param(name: string): string | undefined;
  /** True for `true`, `t` and `1` in any case; undefined when the parameter is absent or empty; else false. */
  flag(name: string): boolean | undefined;
}

/** The signed part of a request whose signature fits. */
export interface Signed {
  readonly consumerKey: string;
  /** Access token or request token. */
  readonly token: string | undefined;
  /** Parameters of the header, or those named `oauth_*` of query or form. */
  readonly oauth: Readonly<Record<string, string | undefined>>;
}

/**
 * What goes back. `body`: an object becomes JSON (ids exact), a string, a Buffer or a
 * stream goes as it is (a stream wants its own `content-length`), null sends `Content-Length: 0`.
 */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PUT';
  /** find-my-way pattern, as in `/2/tweets/:id`. */
  readonly path: string;
  /** Name that faults, limits and the request log use, as in `v1.statuses.update`. */
  readonly name: string;
  /** `user`: OAuth 1.0a with a token. `none`: no signature asked (pages). `app`: signed, token optional (OAuth flow). */
  readonly auth: 'user' | 'app' | 'none';
  /** A read-only app may call it although it is no GET. */
  readonly readOnly?: boolean;
  /**
   * Name of this very call where one path serves several, as in `v1.media.upload.append`: faults, limits and the log use it.
   * It begins with `name`.
   */
  callName?(request: SandboxRequest): string;
  /** What a successful call costs in the modern era, when the handler does not charge by itself. */
  readonly price?: PriceName;
  /** Headers of every answer to a known caller, refusals too. */
  headers?(world: World, caller: Account): Readonly<Record<string, string>>;
  /** `caller` is the signed account; for `none` and token-less `app` there is none. */
  handle(request: SandboxRequest, world: World, caller: Account | undefined): Promise<Reply> | Reply;
}
