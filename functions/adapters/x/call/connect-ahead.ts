import type { Session } from './session.ts';

/** Opens connections to that host for calls that come soon; a dry run, which makes none, opens none. */
export function connectAhead({ pools, readOnly }: Session, baseUrl: string, count = 1): void {
  if (!readOnly) pools.connectAhead(baseUrl, count);
}
