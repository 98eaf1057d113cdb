import * as z from 'zod';

import { MAX_PHOTOS } from '../../functions/domain/x-limits.ts';

const id = z.string().regex(/^[0-9]{1,19}$/, 'does not match ^[0-9]{1,19}$');
const replySettings = z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']);

const media = z.strictObject({
  media_ids: z.array(id).min(1).max(MAX_PHOTOS),
  tagged_user_ids: z.array(id).max(10).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  embeddable: z.boolean().optional(),
  preview_media_id: id.optional(),
  call_to_actions: z.record(z.string(), z.unknown()).optional(),
});

const poll = z.strictObject({
  options: z.array(z.string().min(1).max(25)).min(2).max(4),
  duration_minutes: z.int().min(5).max(10_080),
  reply_settings: replySettings.optional(),
});

const reply = z.strictObject({
  in_reply_to_tweet_id: id,
  exclude_reply_user_ids: z.array(id).optional(),
  auto_populate_reply_metadata: z.boolean().optional(),
});

/** Body of POST /2/tweets as X's OpenAPI document 2.167 (22 August 2026) has it. */
export const v2PostSchema = z.strictObject({
  text: z.string().default(''),
  media: media.optional(),
  poll: poll.optional(),
  reply: reply.optional(),
  quote_tweet_id: id.optional(),
  reply_settings: replySettings.optional(),
  geo: z.strictObject({ place_id: z.string().optional() }).optional(),
  for_super_followers_only: z.boolean().optional(),
  share_with_followers: z.boolean().optional(),
  nullcast: z.boolean().optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
  community_id: id.optional(),
  card_uri: z.string().optional(),
  direct_message_deep_link: z.string().optional(),
  edit_options: z.strictObject({ previous_post_id: id }).optional(),
});

export type V2Post = z.infer<typeof v2PostSchema>;
