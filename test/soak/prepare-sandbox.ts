import { limitTable } from '../../sandbox/limits/limit-table.ts';
import { faultMix } from './fault-mix.ts';

const PLENTY = 1_000_000;

/** Limits out of the way, repeats taken, and the faults in force. */
export async function prepareSandbox(url: string, faults: number, seed: number): Promise<void> {
  await control(`${url}/_sandbox/settings`, 'PUT', {
    limits: {
      mediaPerDay: PLENTY,
      statusesPerDay: PLENTY,
      requests: Object.fromEntries(Object.keys(limitTable).map((name) => [name, PLENTY])),
    },
    duplicates: { refuse: false },
    creditsUsd: null,
  });
  if (faults > 0) await control(`${url}/_sandbox/faults`, 'POST', faultMix(faults, seed));
}

async function control(address: string, method: string, body?: unknown): Promise<void> {
  const answer = await fetch(address, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${address} answered ${answer.status}: ${await answer.text()}`);
}
