import type { CreatedPost, XAccount } from '../../domain/x-account.ts';
import type { Answer } from './answers/parse-answer.ts';
import { limitWindows } from './answers/when-to-retry.ts';
import type { Session } from './call/session.ts';

/** What an account's config says about how to talk to X. */
export interface DriverSettings {
  /** Base URL of the API, as in `https://api.x.com`. */
  readonly apiUrl: string;
  /** Base URL of v1.1's `media/upload`. */
  readonly uploadUrl: string;
  /** APPENDs in flight; by their number when absent. */
  readonly lanes?: number;
}

export type OpenDriver = (session: Session, settings: DriverSettings) => XAccount;

/** The post that an answer with that id tells of; undefined without an id. */
export function createdPost(
  postId: string | undefined,
  { headers }: Answer,
  { accountClock }: Session,
): CreatedPost | undefined {
  if (postId === undefined) return undefined;
  const windows = limitWindows(headers, accountClock.offsetMs());
  // X finds the author of the post by itself.
  const url = `https://x.com/i/status/${postId}`;
  return { postId, url, ...(windows.length === 0 ? {} : { windows }) };
}
