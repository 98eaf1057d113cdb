import type { SandboxRequest } from '../http/endpoint.ts';
import type { World } from '../state/world.ts';
import type { TweetShape } from './tweet-shape.ts';

/** The shape that a v1.1 request asks its Tweets to have. */
export function readShape(request: SandboxRequest, world: World): TweetShape {
  return {
    trimUser: request.flag('trim_user') ?? false,
    extended: request.param('tweet_mode') === 'extended',
    entities: request.flag('include_entities') ?? true,
    altText: request.flag('include_ext_alt_text') ?? false,
    truncate: world.settings.truncateCompatText,
  };
}
