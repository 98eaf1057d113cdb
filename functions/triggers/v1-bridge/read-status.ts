import type { Post, PostMedia } from '../../domain/post.ts';
import { readAttachment } from './read-attachment.ts';
import { readFlag } from './read-flag.ts';
import { readPlace } from './read-place.ts';
import { refuseShortcode } from './refuse-shortcode.ts';
import { V1Error, v1Errors } from './v1-error.ts';

/** The post that a status wants to answer. */
export interface ReplyWish {
  readonly postId: string;
  /** Dropped, as documented, unless the text mentions its author. */
  readonly needsMention: boolean;
  /** Ids of users whom X is not to mention by itself. */
  readonly excludedIds: readonly string[];
}

/** What a create asks for, before anything was looked up. */
export interface StatusWish {
  /** Without its reply target. */
  readonly post: Post;
  readonly reply?: ReplyWish;
  /** Parameters that said something and count for nothing, by their names. */
  readonly ignored: readonly string[];
}

/** Who posts, what the status shows, and how it travels on. */
export interface StatusFrame {
  readonly account: string;
  readonly driver: 'v1' | 'v2';
  readonly media: readonly PostMedia[];
}

/**
 * The post that the parameters of `statuses/update` or `statuses/update_with_media` ask for. Unknown parameters and
 * empty ones are ignored, as X does.
 *
 * @throws V1Error for a missing text, a shortcode, and attachments that do not go together
 */
export function readStatus(parameters: ReadonlyMap<string, string>, frame: StatusFrame): StatusWish {
  const { account, driver, media } = frame;
  const text = readText(parameters, media.length);
  refuseShortcode(text, parameters);
  const attachmentUrl = readAttachment(parameters, media.length);
  const place = readPlace(parameters, driver);
  const sensitive = readSensitive(parameters, frame);
  const reply = readReply(parameters);
  const post: Post = {
    account,
    text,
    media,
    ...(attachmentUrl === undefined ? {} : { attachmentUrl }),
    ...(place.geo === undefined ? {} : { geo: place.geo }),
    ...(sensitive === true ? { sensitive } : {}),
  };
  const ignored = [...place.ignored, ...(sensitive === 'ignored' ? ['possibly_sensitive'] : [])];
  return { post, ...(reply === undefined ? {} : { reply }), ignored };
}

/** With media a text may be empty, though not left out. */
function readText(parameters: ReadonlyMap<string, string>, mediaCount: number): string {
  const text = parameters.get('status');
  if (text === undefined || (text.trim() === '' && mediaCount === 0)) throw new V1Error(v1Errors.textMissing);
  return text;
}

/** v2 marks pictures and videos, and has no mark for a text alone. */
function readSensitive(parameters: ReadonlyMap<string, string>, { driver, media }: StatusFrame): boolean | 'ignored' {
  if (readFlag(parameters, 'possibly_sensitive') !== true) return false;
  return driver === 'v1' || media.length > 0 ? true : 'ignored';
}

function readReply(parameters: ReadonlyMap<string, string>): ReplyWish | undefined {
  const postId = parameters.get('in_reply_to_status_id')?.trim() ?? '';
  if (!/^\d{1,19}$/.test(postId)) return undefined;
  const ids = (parameters.get('exclude_reply_user_ids') ?? '').split(',').map((id) => id.trim());
  const excludedIds = ids.filter((id) => /^\d{1,19}$/.test(id));
  return { postId, needsMention: readFlag(parameters, 'auto_populate_reply_metadata') !== true, excludedIds };
}
