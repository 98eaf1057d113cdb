import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';

import { sweep, type SweepPorts } from '../domain/sweep.ts';

/** The Lambda that runs every minute: what is due is not forgotten, whatever became of its hint. */
export function createSweepHandler(ports: SweepPorts) {
  return middy<ScheduledEvent, void>().handler(async () => sweep(ports));
}
