import { v1DraftRefusal } from '../errors/v1-draft-refusal.ts';
import { v1Error } from '../errors/v1-error.ts';
import type { Endpoint, Reply, SandboxRequest } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import { EMPTY_DRAFT } from '../tweet/draft.ts';
import { judgeDraft } from '../tweet/judge-draft.ts';
import { postDraft } from '../tweet/post-draft.ts';
import { readAttachment } from '../tweet/read-attachment.ts';
import { readMediaIds, requireAttachable } from '../tweet/read-media-ids.ts';
import { readPlace } from '../tweet/read-place.ts';
import { readReply } from '../tweet/read-reply.ts';
import { readShape } from '../tweet/read-shape.ts';
import { renderTweet } from '../tweet/render-tweet.ts';
import { sendShortcode } from '../tweet/send-shortcode.ts';
import { userEndpoint } from './user-endpoint.ts';

const NAME = 'v1.statuses.update';

/** POST statuses/update: a Tweet, with media that were uploaded before. */
export const v1StatusesUpdate: Endpoint = userEndpoint({
  method: 'POST',
  path: '/1.1/statuses/update.json',
  name: NAME,
  handle(request, world, caller) {
    const text = request.param('status');
    const mediaIds = readMediaIds(request.param('media_ids'));
    const maybeEmpty = mediaIds.length > 0 && world.settings.emptyStatusWithMedia;
    if (text === undefined || (text.trim() === '' && !maybeEmpty))
      return v1Error(403, 170, 'Missing required parameter: status.');
    return sendShortcode(request, text, caller, world) ?? post(request, text, mediaIds, caller, world);
  },
});

function post(
  request: SandboxRequest,
  text: string,
  mediaIds: readonly string[],
  caller: Account,
  world: World,
): Reply {
  requireAttachable(mediaIds, caller, world);
  const draft = {
    ...EMPTY_DRAFT,
    via: NAME,
    text,
    mediaIds,
    sensitive: request.flag('possibly_sensitive') ?? false,
    quotedId: readAttachment(request, mediaIds.length),
    ...readPlace(request, caller),
  };
  const fault = judgeDraft(draft, caller, world);
  if (fault === 'too-long') return v1DraftRefusal(fault, caller, world.settings);
  const reply = readReply(request, text, caller, world);
  if (fault !== undefined) return v1DraftRefusal(fault, caller, world.settings);
  const tweet = postDraft({ ...draft, ...reply }, caller, world);
  return { status: 200, body: renderTweet(tweet, world, readShape(request, world)) };
}
