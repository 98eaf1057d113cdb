import { expect } from 'vitest';

import type { RunningSandbox } from '../../sandbox/server.ts';

/** Changes settings by the control plane, as `PUT /_sandbox/settings` does; everything not named stays. */
export async function changeSettings(sandbox: RunningSandbox, settings: unknown): Promise<void> {
  const response = await fetch(`${sandbox.url}/_sandbox/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  expect(await response.text()).not.toContain('error"');
  expect(response.status).toBe(200);
}

/** Puts the sandbox's clock that far ahead of the real one. */
export function advanceClock(sandbox: RunningSandbox, shiftSeconds: number): Promise<void> {
  return changeSettings(sandbox, { clock: { shiftSeconds } });
}

export async function resetSandbox(sandbox: RunningSandbox): Promise<void> {
  const response = await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' });
  expect(response.status).toBe(200);
}
