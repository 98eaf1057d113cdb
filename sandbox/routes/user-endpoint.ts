import type { Endpoint, Reply, SandboxRequest } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';

type UserEndpoint = Omit<Endpoint, 'auth' | 'handle'> & {
  handle(request: SandboxRequest, world: World, caller: Account): Promise<Reply> | Reply;
};

/** An endpoint that acts for a user: the server has refused everybody else before it is asked. */
export function userEndpoint(endpoint: UserEndpoint): Endpoint {
  return {
    ...endpoint,
    auth: 'user',
    handle(request, world, caller) {
      if (caller === undefined) throw new Error(`${endpoint.name} was asked without a user`);
      return endpoint.handle(request, world, caller);
    },
  };
}
