import { invalidRequest, plainProblem } from '../errors/v2-problem.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { userEndpoint } from './user-endpoint.ts';

/** DELETE /2/tweets/:id. `deleted` is false where there was nothing to delete. */
export const v2TweetsDelete: Endpoint = userEndpoint({
  method: 'DELETE',
  path: '/2/tweets/:id',
  name: 'v2.tweets.delete',
  price: 'delete',
  handle(request, world, caller) {
    const id = request.route['id'] ?? '';
    if (!/^\d{1,19}$/.test(id))
      return invalidRequest(`The \`id\` query parameter value [${id}] is not valid`, { id: [id] });
    const tweet = world.tweets.get(id);
    if (tweet !== undefined && tweet.userId !== caller.userId) {
      return plainProblem(403, 'Forbidden', 'You are not permitted to perform this action.');
    }
    if (tweet !== undefined) world.tweets.delete(tweet);
    return { status: 200, body: { data: { deleted: tweet !== undefined } } };
  },
});
