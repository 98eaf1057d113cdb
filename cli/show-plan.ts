import type { KnownMedia } from '../functions/domain/check-media.ts';
import type { PostPlan } from '../functions/domain/plan-post.ts';
import type { Post } from '../functions/domain/post.ts';
import { plainTable } from '../local/plain-table.ts';

/** What is done to each of a post's media before it goes up, in words, index by index. */
export type MediaChanges = readonly (readonly string[])[];

/** A plan for programs. */
export function planAsJson(plan: PostPlan, changes?: MediaChanges): object {
  const { post, weightedLength, maxWeightedLength, media, price, warnings } = plan;
  const { account, text, replyTo = null, replySettings = null, geo = null, attachmentUrl = null } = post;
  const { additionalOwners = [], scheduleAtEpochMs } = post;
  return {
    account,
    text,
    weightedLength,
    maxWeightedLength,
    media: post.media.map(({ altText = null }, index) => ({
      ...media[index],
      altText,
      ...(changes === undefined ? {} : { changes: changes[index] ?? [] }),
    })),
    replyTo,
    replySettings,
    geo,
    attachmentUrl,
    additionalOwners,
    sensitive: post.sensitive === true,
    madeWithAi: post.madeWithAi === true,
    paidPartnership: post.paidPartnership === true,
    scheduleAt: scheduleAtEpochMs === undefined ? null : new Date(scheduleAtEpochMs).toISOString(),
    price: price.lines.map(({ what, microUsd }) => ({ what, usd: usd(microUsd) })),
    warnings,
  };
}

/** The same for people: a table of names and values. */
export function planAsText(plan: PostPlan, index: number, total: number, changes: MediaChanges = []): string {
  const { post, weightedLength, maxWeightedLength, media, price, warnings } = plan;
  const { scheduleAtEpochMs } = post;
  return plainTable([
    ...(total > 1 ? [['part', `${index + 1} of ${total}`]] : []),
    ['account', post.account],
    ['text', post.text === '' ? '(none)' : post.text],
    ['length', `${weightedLength} of ${maxWeightedLength}`],
    ...post.media.flatMap(({ altText = '(none)' }, at) => [
      [`media ${at + 1}`, kindOf(media[at])],
      ...(changes[at] ?? []).map((change) => ['change', change]),
      ['alt text', altText],
    ]),
    ...detailsOf(post),
    ...(scheduleAtEpochMs === undefined ? [] : [['not before', new Date(scheduleAtEpochMs).toISOString()]]),
    ...price.lines.map(({ what, microUsd }) => ['price', `$${usd(microUsd).toFixed(3)} ${what}`]),
    ...warnings.map((warning) => ['warning', warning]),
  ]);
}

/** What goes with text and pictures; only what there is. */
function detailsOf(post: Post): readonly (readonly string[])[] {
  const { replyTo, replySettings, geo, attachmentUrl, additionalOwners = [] } = post;
  const details: readonly (readonly [string, string | undefined])[] = [
    ['reply to', replyTo],
    ['replies by', replySettings],
    ['place', geo?.placeId ?? (geo?.lat === undefined ? undefined : `latitude ${geo.lat}, longitude ${geo.long}`)],
    ['quotes', attachmentUrl],
    ['shared with', additionalOwners.length === 0 ? undefined : additionalOwners.join(', ')],
    ['marked', post.sensitive === true ? 'sensitive' : undefined],
    ['marked', post.madeWithAi === true ? 'made with AI' : undefined],
    ['marked', post.paidPartnership === true ? 'paid partnership' : undefined],
  ];
  return details.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

/** What all of them cost together, in millionths of a dollar. */
export function costOf(plans: readonly PostPlan[]): number {
  return plans.reduce((sum, { price }) => sum + price.totalMicroUsd, 0);
}

export function usd(microUsd: number): number {
  return microUsd / 1e6;
}

function kindOf(facts: KnownMedia[number] | undefined): string {
  if (facts === null || facts === undefined) return 'nothing that X takes';
  const { mediaType, totalBytes, widthPx, heightPx } = facts;
  const size = widthPx === undefined ? '' : `, ${widthPx} × ${heightPx} px`;
  return `${mediaType}, ${totalBytes} bytes${size}`;
}
