import { randomBytes } from 'node:crypto';

import type { Access } from '../state/account.ts';

/** One attempt of an app to get keys for an account. */
export interface RequestToken {
  readonly token: string;
  readonly secret: string;
  readonly consumerKey: string;
  /** `oob` for a PIN, else where the browser is sent. */
  readonly callback: string;
  /** What the app asked for; undefined takes what the account gives. */
  readonly access: Access | undefined;
  /** Set once somebody agreed: the PIN or verifier, and whose account it is for. */
  readonly agreed: { readonly verifier: string; readonly userId: string } | undefined;
}

/** Request tokens of the PIN flow. They are used up within minutes, so they live in memory alone. */
export class RequestTokens {
  readonly #tokens = new Map<string, RequestToken>();

  get(token: string): RequestToken | undefined {
    return this.#tokens.get(token);
  }

  create(consumerKey: string, callback: string, access: Access | undefined): RequestToken {
    const created = { token: letters(27), secret: letters(32), consumerKey, callback, access, agreed: undefined };
    this.#tokens.set(created.token, created);
    return created;
  }

  /** Writes down that the owner of the account agreed. The PIN has 7 digits, as on X. */
  agree(token: RequestToken, userId: string, random: () => number): RequestToken {
    const verifier = token.callback === 'oob' ? String(Math.floor(random() * 9_000_000) + 1_000_000) : letters(32);
    const agreed = { ...token, agreed: { verifier, userId } };
    this.#tokens.set(token.token, agreed);
    return agreed;
  }

  /** Takes the token away: a PIN is good for one use. */
  remove(token: string): void {
    this.#tokens.delete(token);
  }

  clear(): void {
    this.#tokens.clear();
  }
}

function letters(length: number): string {
  return randomBytes(length).toString('base64url').replaceAll(/[-_]/g, 'A').slice(0, length);
}
