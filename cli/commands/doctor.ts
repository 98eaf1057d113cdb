import { ConfigError } from '../../functions/domain/errors.ts';
import { plainTable } from '../../local/plain-table.ts';
import type { Command, Given } from '../command.ts';
import { checkClock } from '../doctor/check-clock.ts';
import { checkGate } from '../doctor/check-gate.ts';
import { checkKeys } from '../doctor/check-keys.ts';
import { checkWebhook } from '../doctor/check-webhook.ts';
import { type Check, failed } from '../doctor/check.ts';
import { refuseArguments } from '../no-argument.ts';
import type { OpenPlace } from '../place.ts';
import { xAddressOf, xApiUsage } from '../x-address.ts';

/** Looks at everything that has to be right before a post can go out. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check clock, keys, rights, credit, limits, queues and bucket, and say what to do.',
  usage: `[options]

  ${xApiUsage}

Nothing is posted or changed. X asks the price of reading one user for each account. Exit code 1 when a check fails.`,
  options: { 'x-api': { type: 'string' } },
  run: async (given, place) => {
    refuseArguments(given);
    const checks = await checkAll(given, place);
    const isWell = checks.every(({ level }) => level !== 'fail');
    return {
      json: { ok: isWell, checks: checks.map(({ advice = null, ...check }) => ({ ...check, advice })) },
      text: plainTable(
        checks.map(({ level, name, says, advice }) => [
          level,
          name,
          advice === undefined ? says : `${says}. ${advice}`,
        ]),
      ),
      exitCode: isWell ? 0 : 1,
    };
  },
};

async function checkAll(given: Given, place: OpenPlace): Promise<readonly Check[]> {
  const { accounts, webhooks } = place.config;
  const ofPlace = await place.checks();
  const logs = place.hasLog ? Object.keys(accounts) : [];
  return [
    ...ofPlace,
    ...(await checkX(given, place)),
    ...(await Promise.all(logs.map(async (account) => checkGate(account, place)))).flat(),
    ...(await Promise.all(Object.keys(webhooks).map(async (name) => checkWebhook(name, place)))),
  ];
}

/** Keys are shown to nobody unless it is sure whom they belong to. */
async function checkX(given: Given, place: OpenPlace): Promise<readonly Check[]> {
  let xApiUrl: string | undefined;
  try {
    xApiUrl = xAddressOf(given, place);
  } catch (error) {
    if (!(error instanceof ConfigError) || given.text('x-api') !== undefined) throw error;
    return [failed('X', error)];
  }
  const clock = await checkClock(xApiUrl);
  if (clock.name === 'network') return [clock];
  const accounts = Object.keys(place.config.accounts);
  return [clock, ...(await Promise.all(accounts.map(async (account) => checkKeys(account, place, xApiUrl)))).flat()];
}
