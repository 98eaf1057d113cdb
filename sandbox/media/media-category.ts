/** What the media is for, as clients name it (POST media/upload, `media_category`). */
export type MediaCategory =
  | 'tweet_image'
  | 'tweet_gif'
  | 'tweet_video'
  | 'amplify_video'
  | 'dm_image'
  | 'dm_gif'
  | 'dm_video';

export interface CategoryRule {
  readonly shows: 'picture' | 'gif' | 'video';
  /** First part of the `media_key`. That of GIFs is not confirmed by any recording. */
  readonly keyPrefix: string;
}

const RULES: Readonly<Record<MediaCategory, CategoryRule>> = {
  tweet_image: { shows: 'picture', keyPrefix: '3' },
  tweet_gif: { shows: 'gif', keyPrefix: '16' },
  tweet_video: { shows: 'video', keyPrefix: '7' },
  amplify_video: { shows: 'video', keyPrefix: '13' },
  dm_image: { shows: 'picture', keyPrefix: '3' },
  dm_gif: { shows: 'gif', keyPrefix: '16' },
  dm_video: { shows: 'video', keyPrefix: '7' },
};

/** The category of that name, also in the older spelling (`TweetImage`); undefined for any other text. */
export function parseMediaCategory(text: string): MediaCategory | undefined {
  const name = text.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  return Object.hasOwn(RULES, name) ? (name as MediaCategory) : undefined;
}

export function categoryRule(category: MediaCategory): CategoryRule {
  return RULES[category];
}
