import type { XAccount } from '../../domain/x-account.ts';
import type { Session } from './call/session.ts';

/** What an account's config says about how to talk to X. */
export interface DriverSettings {
  /** Base URL of the API, as in `https://api.x.com`. */
  readonly apiUrl: string;
  /** Base URL of v1.1's `media/upload`. */
  readonly uploadUrl: string;
  /** APPENDs in flight; by the size of the file when absent. */
  readonly lanes?: number;
}

export type OpenDriver = (session: Session, settings: DriverSettings) => XAccount;

/** Where people see a post; X finds the author by itself. */
export function postUrl(postId: string): string {
  return `https://x.com/i/status/${postId}`;
}
