import type { Endpoint } from '../http/endpoint.ts';
import { mediaEndpoints } from './media-endpoints.ts';
import { v1StatusesUpdate } from './v1-statuses-update.ts';
import { v2TweetsCreate } from './v2-tweets-create.ts';

/** Every endpoint of the API that the sandbox plays. */
export const endpoints: readonly Endpoint[] = [v1StatusesUpdate, v2TweetsCreate, ...mediaEndpoints];
