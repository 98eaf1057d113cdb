import type { AccountLedger } from './account-ledger.ts';
import type { Failure } from './publication.ts';
import type { RouteRules } from './publish-ports.ts';
import { quietUntilEpochMs } from './quiet-hours.ts';
import type { WorkedRow } from './worked-row.ts';

/** No route keeps its posts further apart. */
const LONGEST_SPACING_MS = 86_400_000;

/**
 * Puts the row aside while the route that it came by is quiet, or posted a moment ago; whether it did. The other rows of
 * the account go on. What continues a thread does not wait: it is part of what has begun.
 */
export async function holdBack(work: WorkedRow): Promise<boolean> {
  const { row, ports, lease } = work;
  const rules = ports.routeRules?.(row);
  if (rules === undefined || (row.thread?.index ?? 0) > 0) return false;
  const nowEpochMs = ports.clock();
  const wait = quietOf(rules, nowEpochMs) ?? spacingOf(rules, lease.gate.ledger, nowEpochMs);
  if (wait === undefined) return false;
  await work.wait(wait.untilEpochMs, wait.failure);
  return true;
}

/** The ledger with the moment at which this route began a post; those that nobody asks for any more are forgotten. */
export function noteRoute(ledger: AccountLedger, rules: RouteRules | undefined, nowEpochMs: number): AccountLedger {
  const kept = Object.entries(ledger.routes ?? {}).filter(([, epochMs]) => nowEpochMs - epochMs < LONGEST_SPACING_MS);
  if (rules?.minimumSpacingSeconds === undefined && ledger.routes === undefined) return ledger;
  const own = rules?.minimumSpacingSeconds === undefined ? {} : { [rules.prefix]: nowEpochMs };
  return { ...ledger, routes: { ...Object.fromEntries(kept), ...own } };
}

interface Wait {
  readonly untilEpochMs: number;
  readonly failure: Failure;
}

function quietOf({ prefix, quietHours }: RouteRules, nowEpochMs: number): Wait | undefined {
  const untilEpochMs = quietHours === undefined ? undefined : quietUntilEpochMs(quietHours, nowEpochMs);
  if (quietHours === undefined || untilEpochMs === undefined) return undefined;
  const { from, to, timeZone } = quietHours;
  const message = `the route "${prefix}" is quiet from ${from} to ${to}, ${timeZone}`;
  return { untilEpochMs, failure: { code: 'QUIET_HOURS', message } };
}

function spacingOf(
  { prefix, minimumSpacingSeconds = 0 }: RouteRules,
  ledger: AccountLedger,
  nowEpochMs: number,
): Wait | undefined {
  const lastEpochMs = ledger.routes?.[prefix];
  const untilEpochMs = (lastEpochMs ?? 0) + minimumSpacingSeconds * 1000;
  if (lastEpochMs === undefined || untilEpochMs <= nowEpochMs) return undefined;
  const message = `posts of the route "${prefix}" keep ${minimumSpacingSeconds} s between them`;
  return { untilEpochMs, failure: { code: 'ROUTE_PACE', message } };
}
