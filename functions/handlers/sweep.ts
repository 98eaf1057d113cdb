import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';

import type { Clock, Hints, PublicationLog } from '../domain/ports.ts';

export interface SweepPorts {
  readonly log: PublicationLog;
  readonly hints: Hints;
  readonly clock: Clock;
}

/** The Lambda that runs every minute: one hint for each account that has something due. */
export function createSweepHandler({ log, hints, clock }: SweepPorts) {
  return middy<ScheduledEvent, void>().handler(async () => {
    const accounts = await log.dueAccounts(clock());
    await Promise.all(accounts.map(async (account) => hints.send(account)));
  });
}
