import { v1DraftRefusal } from '../errors/v1-draft-refusal.ts';
import { v1Error } from '../errors/v1-error.ts';
import { MULTIPART } from '../http/decode-request.ts';
import type { Endpoint, FilePart, Reply, SandboxRequest } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import type { Account } from '../state/account.ts';
import type { InspectedImage } from '../state/media-library.ts';
import type { World } from '../state/world.ts';
import { type Draft, EMPTY_DRAFT } from '../tweet/draft.ts';
import { judgeDraft } from '../tweet/judge-draft.ts';
import { postDraft } from '../tweet/post-draft.ts';
import { readPlace } from '../tweet/read-place.ts';
import { readReply } from '../tweet/read-reply.ts';
import { readShape } from '../tweet/read-shape.ts';
import { renderTweet } from '../tweet/render-tweet.ts';
import { sendShortcode } from '../tweet/send-shortcode.ts';
import { mediaLimitHeaders } from './media-limit-headers.ts';
import { userEndpoint } from './user-endpoint.ts';

export const UPDATE_WITH_MEDIA = 'v1.statuses.update_with_media';

/** POST statuses/update_with_media (deprecated): a Tweet with a picture that comes in the same request. */
export const v1StatusesUpdateWithMedia: Endpoint = userEndpoint({
  method: 'POST',
  path: '/1.1/statuses/update_with_media.json',
  name: UPDATE_WITH_MEDIA,
  headers: mediaLimitHeaders,
  async handle(request, world, caller) {
    const text = request.param('status');
    const maybeEmpty = world.settings.emptyStatusWithMedia;
    if (text === undefined || (text.trim() === '' && !maybeEmpty))
      return v1Error(403, 170, 'Missing required parameter: status.');
    const images = await inspectParts(request, world);
    return sendShortcode(request, text, caller, world) ?? (await post(request, text, images, caller, world));
  },
});

/** @throws Refusal when the pictures are missing, too many, none, or too large. */
async function inspectParts(request: SandboxRequest, world: World): Promise<readonly InspectedImage[]> {
  const { maxMediaPerUpload, photoSizeLimitBytes } = world.settings.configuration;
  const parts = request.mediaType === MULTIPART ? mediaParts(request) : [];
  if (parts.length === 0 || parts.length > maxMediaPerUpload) throw noMedia(`${parts.length} media[] parts`);
  const images: InspectedImage[] = [];
  for (const part of parts) {
    const image = await world.media.inspectInline(part, photoSizeLimitBytes);
    if (image === 'too-large') throw new Refusal(v1Error(403, 193, 'One or more of the uploaded media is too large.'));
    if (image === 'not-an-image') throw noMedia('media[] is no PNG, JPG or GIF');
    images.push(image);
  }
  return images;
}

function noMedia(why: string): Refusal {
  return new Refusal(v1Error(403, 195, 'Missing or invalid url parameter.'), why);
}

/** Many clients say `media` where the documents say `media[]`. */
function mediaParts({ parts }: SandboxRequest): readonly FilePart[] {
  return parts.filter(({ name }) => name === 'media[]' || name === 'media');
}

async function post(
  request: SandboxRequest,
  text: string,
  images: readonly InspectedImage[],
  caller: Account,
  world: World,
): Promise<Reply> {
  const draft = draftOf(request, text, images, caller, world);
  const first = judgeDraft(draft, caller, world);
  if (first === 'too-long') return v1DraftRefusal(first, caller, world.settings);
  const reply = readReply(request, text, caller, world);
  if (first !== undefined) return v1DraftRefusal(first, caller, world.settings);
  const stored = await Promise.all(images.map((image) => world.media.storeInline(caller, image)));
  // Judged once more: while the picture was written, the same text may have been posted by another request.
  const fault = judgeDraft(draft, caller, world);
  if (fault !== undefined) return v1DraftRefusal(fault, caller, world.settings);
  const mediaIds = stored.map(({ mediaId }) => mediaId);
  const tweet = postDraft({ ...draft, ...reply, mediaIds }, caller, world);
  return { status: 200, body: renderTweet(tweet, world, readShape(request, world)) };
}

/** Each picture takes its reserved characters, and a space stands between one link and the next. */
function draftOf(
  request: SandboxRequest,
  text: string,
  { length }: readonly unknown[],
  caller: Account,
  world: World,
): Draft {
  return {
    ...EMPTY_DRAFT,
    via: UPDATE_WITH_MEDIA,
    text,
    sensitive: request.flag('possibly_sensitive') ?? false,
    reservedLength: length * world.settings.configuration.charactersReservedPerMedia + (length - 1),
    newMedia: length,
    ...readPlace(request, caller),
  };
}
