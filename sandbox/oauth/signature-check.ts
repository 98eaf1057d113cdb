import type { Account } from '../state/account.ts';

/** Why credentials were not taken; `errors/auth-refusal.ts` turns it into X's answer. */
export type AuthFault =
  | 'no-credentials'
  | 'bearer-only'
  | 'unknown-scheme'
  | 'malformed'
  | 'no-token'
  | 'timestamp'
  | 'signature'
  | 'unknown-app'
  | 'unknown-token'
  | 'nonce';

/** The outcome of a check in words for the request log. Never holds a secret or a signature. */
export interface Explanation {
  readonly verdict: 'signed' | 'refused' | 'not-asked';
  /** One sentence in plain words. */
  readonly why: string;
  /** The base string that would have had to be signed. */
  readonly baseString?: string;
  /** Names of the parameters in the order they are signed. */
  readonly signedKeys?: readonly string[];
  /** How the signing key is put together: names, not values. */
  readonly signingKey?: string;
}

/** `token`: what the request token of the PIN flow or an access token belongs to. */
export type SignatureCheck =
  | { readonly fault: AuthFault; readonly explanation: Explanation }
  | {
      readonly fault: undefined;
      readonly explanation: Explanation;
      readonly consumerKey: string;
      readonly token: string | undefined;
      /** Parameters of the header, or those named `oauth_*` of query or form, as text. */
      readonly oauth: Readonly<Record<string, string | undefined>>;
      readonly account: Account | undefined;
    };
