import type { Endpoint } from '../http/endpoint.ts';
import { limitTable } from '../limits/limit-table.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import { userEndpoint } from './user-endpoint.ts';

/** GET application/rate_limit_status: the same counters that the `x-rate-limit-*` headers show. */
export const v1ApplicationRateLimitStatus: Endpoint = userEndpoint({
  method: 'GET',
  path: '/1.1/application/rate_limit_status.json',
  name: 'v1.application.rate_limit_status',
  handle(request, world, caller) {
    const wanted = (request.param('resources') ?? '').split(',').map((name) => name.trim());
    const families = wanted.filter((name) => name !== '');
    return {
      status: 200,
      body: {
        rate_limit_context: { access_token: caller.accessToken },
        resources: readResources(families, world, caller),
      },
    };
  },
});

function readResources(
  families: readonly string[],
  world: World,
  caller: Account,
): Record<string, Record<string, unknown>> {
  const resources: Record<string, Record<string, unknown>> = {};
  for (const [name, rule] of Object.entries(limitTable)) {
    if (rule?.shownAs === undefined) continue;
    const [family, resource] = rule.shownAs;
    if (families.length > 0 && !families.includes(family)) continue;
    const { limit, remaining, resetEpochSeconds } = world.requestLimits.read(
      name,
      rule,
      caller,
      world.now(),
      world.settings,
    );
    resources[family] = { ...resources[family], [resource]: { limit, remaining, reset: resetEpochSeconds } };
  }
  return resources;
}
