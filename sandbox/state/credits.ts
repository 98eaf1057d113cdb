/** What a call is charged as in the modern era. */
export type PriceName =
  | 'post'
  | 'post-with-url'
  | 'summoned-reply'
  | 'media-metadata'
  | 'user-read'
  | 'owned-read'
  | 'delete';
