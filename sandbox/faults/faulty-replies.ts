import type { Reply } from '../http/endpoint.ts';
import { limitHeaders, tooManyRequests } from '../limits/apply-limits.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import type { FaultAction } from './fault.ts';

const EDGE_PAGE = `<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
</body>
</html>
`;

const HOUR_MS = 60 * 60 * 1000;

/** What the fault says instead of X's own answer, if it says anything. */
export function faultyReply(
  action: FaultAction,
  callName: string,
  world: World,
  caller: Account | undefined,
): Reply | undefined {
  if (action.respond !== undefined) {
    const { status, headers, body } = action.respond;
    return { status, headers: lowerCase(headers), body: body ?? null };
  }
  if (action.html502 === true) return { status: 502, headers: { 'content-type': 'text/html' }, body: EDGE_PAGE };
  if (action.empty413 === true) return { status: 413, body: null };
  if (action.limitedWithRemaining === undefined) return undefined;
  return limited(action.limitedWithRemaining, callName, world, caller);
}

/** The quarter hour has room left, the day has none. */
function limited(remaining: number, callName: string, world: World, caller: Account | undefined): Reply {
  const resetEpochSeconds = Math.ceil((world.now() + HOUR_MS) / 1000);
  const used = { limit: world.settings.limits.statusesPerDay, remaining: 0, resetEpochSeconds };
  return {
    ...tooManyRequests(callName),
    headers: {
      ...tooManyRequests(callName).headers,
      ...limitHeaders('x-rate-limit', {
        limit: Math.max(100, remaining),
        remaining,
        resetEpochSeconds: resetEpochSeconds - 45 * 60,
      }),
      ...(caller === undefined ? {} : limitHeaders('x-user-limit-24hour', used)),
    },
  };
}

/** The answer with everything that is called an id taken out, at any depth. */
export function withoutIds(reply: Reply): Reply {
  return { ...reply, body: strip(reply.body) };
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !/^(id|id_str|media_id|media_id_string|media_key)$/.test(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, strip(inner)]));
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
