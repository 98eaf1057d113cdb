import { invalidRequest } from '../errors/v2-problem.ts';
import type { Endpoint } from '../http/endpoint.ts';

/** POST /2/tweets. */
export const v2TweetsCreate: Endpoint = {
  method: 'POST',
  path: '/2/tweets',
  name: 'v2.tweets.create',
  auth: 'user',
  handle(request, world, caller) {
    const body = request.json as { text?: unknown } | undefined;
    const text = body?.text;
    if (caller === undefined || typeof text !== 'string') return invalidRequest('Request body is not valid JSON.');
    const id = world.nextId();
    world.tweets.add({ id, userId: caller.userId, createdAtEpochMs: world.now(), text, mediaIds: [] });
    return { status: 201, body: { data: { id, text } } };
  },
};
