import { v1Error } from '../errors/v1-error.ts';
import type { Endpoint } from '../http/endpoint.ts';

/** POST statuses/update. */
export const v1StatusesUpdate: Endpoint = {
  method: 'POST',
  path: '/1.1/statuses/update.json',
  name: 'v1.statuses.update',
  auth: 'user',
  handle(request, world, caller) {
    const text = request.param('status') ?? '';
    if (caller === undefined || text === '') return v1Error(403, 170, 'Missing required parameter: status.');
    const id = world.nextId();
    world.tweets.add({ id, userId: caller.userId, createdAtEpochMs: world.now(), text, mediaIds: [] });
    return { status: 200, body: { id: BigInt(id), id_str: id, text } };
  },
};
