import type { Account } from '../state/account.ts';
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
  readonly rawBody: Buffer;
  readonly params: readonly Param[];
  readonly files: readonly FilePart[];
  /** The parsed JSON body, or undefined when the body is no JSON. */
  readonly json: unknown;
  /** Path parameters of the route, as in `{ id: '1' }`. */
  readonly route: Readonly<Record<string, string | undefined>>;
  /** First value of that parameter, wherever it came from. */
  param(name: string): string | undefined;
}

/** What goes back. `body`: an object becomes JSON (ids exact), a string goes as it is, null sends `Content-Length: 0`. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** find-my-way pattern, as in `/2/tweets/:id`. */
  readonly path: string;
  /** Name that faults, limits and the request log use, as in `v1.statuses.update`. */
  readonly name: string;
  /** `user`: OAuth 1.0a with a token. `none`: no signature asked (pages). `app`: signed, token optional (OAuth flow). */
  readonly auth: 'user' | 'app' | 'none';
  /** `caller` is the signed account; for `none` and token-less `app` there is none. */
  handle(request: SandboxRequest, world: World, caller: Account | undefined): Promise<Reply> | Reply;
}
