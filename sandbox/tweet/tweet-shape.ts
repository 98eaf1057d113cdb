/** How a v1.1 client wants a Tweet to look. */
export interface TweetShape {
  readonly trimUser: boolean;
  readonly extended: boolean;
  readonly entities: boolean;
  readonly altText: boolean;
  /** Shorten texts over 140 characters when not `extended`. */
  readonly truncate: boolean;
}

export const WHOLE_TWEET: TweetShape = {
  trimUser: false,
  extended: false,
  entities: true,
  altText: false,
  truncate: false,
};
