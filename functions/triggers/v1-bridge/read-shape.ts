import { readFlag } from './read-flag.ts';

/** How a v1.1 client wants a Tweet to look. */
export interface TweetShape {
  readonly trimUser: boolean;
  /** `full_text` and `display_text_range` instead of `text`. */
  readonly extended: boolean;
  readonly entities: boolean;
  readonly altText: boolean;
}

/** The shape that the parameters of a call ask for. */
export function readShape(parameters: ReadonlyMap<string, string>): TweetShape {
  return {
    trimUser: readFlag(parameters, 'trim_user') ?? false,
    extended: parameters.get('tweet_mode') === 'extended',
    entities: readFlag(parameters, 'include_entities') ?? true,
    altText: readFlag(parameters, 'include_ext_alt_text') ?? false,
  };
}
