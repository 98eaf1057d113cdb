import { invalidRequest } from '../errors/v2-problem.ts';
import type { SandboxRequest } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';

/** What X's OpenAPI document lets a reader ask for, as far as the sandbox has an answer to it. */
const ALLOWED = {
  'tweet.fields': words(`
    article attachments author_id card_uri community_id context_annotations conversation_id created_at display_text_range
    edit_controls edit_history_tweet_ids entities geo id in_reply_to_user_id lang made_with_ai media_metadata
    non_public_metrics note_tweet organic_metrics paid_partnership possibly_sensitive promoted_metrics public_metrics
    referenced_tweets reply_settings scopes source suggested_source_links text withheld`),
  'media.fields': words(`
    alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url promoted_metrics
    public_metrics type url variants width`),
  'user.fields': words(`
    affiliation confirmed_email connection_status created_at description entities id is_identity_verified location
    most_recent_tweet_id name parody pinned_tweet_id profile_banner_url profile_image_url protected public_metrics
    receives_your_dm subscription subscription_type url username verified verified_followers_count verified_type withheld`),
  'place.fields': words('contained_within country country_code full_name geo id name place_type'),
  'poll.fields': words('duration_minutes end_datetime id options voting_status'),
  expansions: words(`
    affiliation.user_id article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet
    attachments.poll_ids author_id edit_history_tweet_ids entities.mentions.username entities.note.mentions.username
    geo.place_id in_reply_to_user_id most_recent_tweet_id pinned_tweet_id referenced_tweets.id
    referenced_tweets.id.author_id`),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export type FieldList = keyof typeof ALLOWED;

/** The values of a list parameter; it may be repeated. @throws Refusal for a value that X does not know. */
export function readFields(request: SandboxRequest, name: FieldList): ReadonlySet<string> {
  const values = request.params
    .filter((param) => param.name === name)
    .flatMap((param) => param.value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
  const known = ALLOWED[name];
  const unknown = values.filter((value) => !known.includes(value));
  if (unknown.length > 0) {
    const message = `The \`${name}\` query parameter value [${unknown.join(',')}] is not one of [${known.join(',')}]`;
    throw new Refusal(invalidRequest(message, { [name]: values }));
  }
  return new Set(values);
}
