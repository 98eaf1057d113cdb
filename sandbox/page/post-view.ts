import * as z from 'zod';

import { type TextPart, splitText } from './split-text.ts';

/** What a page shows of one post. */
export interface PostView {
  readonly id: string;
  readonly screenName: string;
  readonly name: string;
  readonly createdAtEpochMs: number;
  readonly parts: readonly TextPart[];
  readonly media: readonly MediaView[];
  readonly isSensitive: boolean;
  readonly replyTo: { readonly screenName: string; readonly statusId: string } | undefined;
  /** As in `Presidio, San Francisco`, or latitude and longitude. */
  readonly place: string | undefined;
  /** Name of the app that posted it. */
  readonly appName: string;
  readonly quoted: PostView | undefined;
}

export interface MediaView {
  readonly id: string;
  readonly type: 'photo' | 'animated_gif' | 'video';
  readonly altText: string | undefined;
  readonly widthPx: number;
  readonly heightPx: number;
}

const indices = z.tuple([z.int(), z.int()]);
const link = z.object({ url: z.string(), expanded_url: z.string(), display_url: z.string(), indices });
const mention = z.object({ screen_name: z.string(), indices });
const tag = z.object({ text: z.string(), indices });
const sized = z.object({ large: z.object({ w: z.number(), h: z.number() }) });
const medium = z.object({
  id_str: z.string().regex(/^\d{1,20}$/),
  type: z.enum(['photo', 'animated_gif', 'video']),
  ext_alt_text: z.string().nullish(),
  indices,
  sizes: sized,
});

/** The parts of a v1.1 Tweet object that are looked at. */
const tweet = z.object({
  id_str: z.string().regex(/^\d{1,20}$/),
  created_at: z.string(),
  text: z.string(),
  user: z.object({ name: z.string(), screen_name: z.string() }),
  source: z.string().default(''),
  entities: z
    .object({
      urls: z.array(link).default([]),
      user_mentions: z.array(mention).default([]),
      hashtags: z.array(tag).default([]),
      symbols: z.array(tag).default([]),
    })
    .prefault({}),
  extended_entities: z.object({ media: z.array(medium).default([]) }).prefault({}),
  possibly_sensitive: z.boolean().default(false),
  in_reply_to_screen_name: z.string().nullish(),
  in_reply_to_status_id_str: z.string().nullish(),
  place: z.object({ full_name: z.string() }).nullish(),
  geo: z.object({ coordinates: z.tuple([z.number(), z.number()]) }).nullish(),
  quoted_status: z.unknown().optional(),
});

/** The post behind a v1.1 Tweet object; undefined for what is none. */
export function readPost(value: unknown): PostView | undefined {
  const parsed = tweet.safeParse(value);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  return {
    id: data.id_str,
    screenName: data.user.screen_name,
    name: data.user.name,
    createdAtEpochMs: Date.parse(data.created_at),
    parts: splitText(data.text, placesOf(data)),
    media: data.extended_entities.media.map(mediaView),
    isSensitive: data.possibly_sensitive,
    replyTo: replyOf(data),
    place: data.place?.full_name ?? data.geo?.coordinates.join(', '),
    // An anchor on X; only its text is of interest here.
    appName: data.source.replaceAll(/<[^>]*>/g, ''),
    quoted: data.quoted_status === undefined ? undefined : readPost(data.quoted_status),
  };
}

type TweetData = z.infer<typeof tweet>;

function placesOf({ entities, extended_entities: { media } }: TweetData): Parameters<typeof splitText>[1] {
  return [
    ...entities.urls.map((url) => ({
      indices: url.indices,
      part: { kind: 'link' as const, text: url.display_url, address: url.expanded_url },
    })),
    ...entities.user_mentions.map(({ screen_name, indices }) => ({
      indices,
      part: { kind: 'mention' as const, text: `@${screen_name}`, screenName: screen_name },
    })),
    ...entities.hashtags.map(({ text, indices }) => ({ indices, part: { kind: 'tag' as const, text: `#${text}` } })),
    ...entities.symbols.map(({ text, indices }) => ({ indices, part: { kind: 'tag' as const, text: `$${text}` } })),
    // The link to its own pictures, which stand below: as on X it is not shown.
    ...media.slice(0, 1).map(({ indices }) => ({ indices, part: undefined })),
  ];
}

function mediaView({ id_str, type, ext_alt_text, sizes }: z.infer<typeof medium>): MediaView {
  const { w, h } = sizes.large;
  return { id: id_str, type, altText: ext_alt_text ?? undefined, widthPx: w, heightPx: h };
}

function replyOf(data: TweetData): PostView['replyTo'] {
  const { in_reply_to_screen_name: screenName, in_reply_to_status_id_str: statusId } = data;
  return screenName && statusId ? { screenName, statusId } : undefined;
}
