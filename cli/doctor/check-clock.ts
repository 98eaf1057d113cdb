import { request } from 'undici';

import type { Check } from './check.ts';

const TIMEOUT_MS = 10_000;
/** X's own date has seconds, and an answer takes some. */
const NOISE_SECONDS = 10;
/** Webhooks take a call whose time is this far off, either way. */
const TOLERANCE_SECONDS = 300;

/** Whether the clock of this machine goes as X's does; asks X without keys, which costs nothing. */
export async function checkClock(xApiUrl = 'https://api.x.com'): Promise<Check> {
  const name = 'clock';
  try {
    const { headers, body } = await request(`${xApiUrl}/2/users/me`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await body.dump();
    const xEpochMs = Date.parse(String(headers['date']));
    if (Number.isNaN(xEpochMs)) return { name, level: 'warn', says: 'X tells no time to compare with' };
    return judge(name, Math.round((Date.now() - xEpochMs) / 1000));
  } catch (cause) {
    const { code, name: kind } = cause as NodeJS.ErrnoException;
    const says = `${new URL(xApiUrl).host} does not answer (${code ?? kind})`;
    return { name: 'network', level: 'fail', says, advice: 'Check network, proxy and DNS of this machine.' };
  }
}

function judge(name: string, seconds: number): Check {
  const off = Math.abs(seconds);
  if (off <= NOISE_SECONDS) return { name, level: 'ok', says: "goes as X's" };
  const says = `is ${off} s ${seconds > 0 ? 'ahead of' : 'behind'} X's`;
  if (off <= TOLERANCE_SECONDS) {
    return {
      name,
      level: 'warn',
      says,
      advice: 'Set it (NTP): scheduled posts go by it, and webhooks soon refuse calls.',
    };
  }
  return {
    name,
    level: 'fail',
    says,
    advice: 'Set it (NTP): webhooks refuse calls that are signed at the right time.',
  };
}
