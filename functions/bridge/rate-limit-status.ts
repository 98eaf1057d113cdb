import type { BridgeEndpoint } from './bridge-endpoint.ts';

const WINDOW_SECONDS = 900;

/** Calls in a window of 15 minutes, as v1.1 documented them (`media/upload` as recorded in 2019). */
const limits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  account: { '/account/verify_credentials': 75 },
  application: { '/application/rate_limit_status': 180 },
  help: { '/help/configuration': 15 },
  media: { '/media/upload': 500 },
  statuses: { '/statuses/show/:id': 900 },
};

/**
 * GET application/rate_limit_status: v1.1's own limits, always whole. The bridge counts no reads; X's limits, which
 * count, come with X's answers.
 */
export const rateLimitStatus: BridgeEndpoint = async ({ parameters, caller }, { clock }) => {
  const asked = (parameters.get('resources') ?? '').split(',').map((name) => name.trim());
  const names = asked.some((name) => name !== '') ? asked : Object.keys(limits);
  const reset = Math.floor(clock() / 1000) + WINDOW_SECONDS;
  const known = Object.entries(limits).filter(([family]) => names.includes(family));
  const resources = known.map(([family, calls]) => [
    family,
    Object.fromEntries(Object.entries(calls).map(([path, limit]) => [path, { limit, remaining: limit, reset }])),
  ]);
  const body = { rate_limit_context: { access_token: caller.accessToken }, resources: Object.fromEntries(resources) };
  return { status: 200, body };
};
