import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../functions/config/parse-config.ts';
import type { HttpEvent } from '../../functions/middleware/http-event.ts';
import { limitWebhooks } from '../../local/limit-webhooks.ts';
import { findBreach } from '../fakes/keep-contract.ts';
import { manualClock } from '../fakes/manual-clock.ts';

const { webhooks } = parseConfig({
  accounts: { main: {} },
  webhooks: {
    cms: { scheme: 'standard-webhooks', account: 'main', perMinute: 3 },
    shop: { scheme: 'standard-webhooks', account: 'main', perMinute: 3 },
    free: { scheme: 'standard-webhooks', account: 'main' },
  },
});

function openLimited() {
  const time = manualClock();
  const handler = limitWebhooks(async () => ({ statusCode: 202 }), webhooks, time.clock);
  const call = async (name: string) => handler({ pathParameters: { name } } as unknown as HttpEvent, {} as Context);
  const statuses = async (name: string, calls: number) => {
    const codes = [];
    for (let made = 0; made < calls; made += 1) codes.push((await call(name)).statusCode);
    return codes;
  };
  return { time, call, statuses };
}

describe('a webhook with perMinute', () => {
  it('answers 429 to what is too much, and says when to come again', async () => {
    const { call, statuses } = openLimited();
    expect(await statuses('cms', 4)).toEqual([202, 202, 202, 429]);
    const answer = await call('cms');
    expect(answer).toMatchObject({ statusCode: 429, headers: { 'retry-after': '20' } });
    expect(findBreach('/webhooks/{name}', 'post', answer)).toBeUndefined();
  });

  it('takes the next as soon as it said, and no more', async () => {
    const { time, statuses } = openLimited();
    await statuses('cms', 3);
    time.advance(19_999);
    expect(await statuses('cms', 1)).toEqual([429]);
    time.advance(1);
    expect(await statuses('cms', 2)).toEqual([202, 429]);
    time.advance(3_600_000);
    expect(await statuses('cms', 4)).toEqual([202, 202, 202, 429]);
  });

  it('goes on when the clock is set back', async () => {
    const { time, statuses } = openLimited();
    await statuses('cms', 3);
    time.advance(-3_600_000);
    await statuses('cms', 1);
    time.advance(20_000);
    expect(await statuses('cms', 1)).toEqual([202]);
  });

  it('leaves the others alone', async () => {
    const { statuses } = openLimited();
    await statuses('cms', 9);
    expect(await statuses('shop', 3)).toEqual([202, 202, 202]);
    expect(new Set(await statuses('free', 100))).toEqual(new Set([202]));
    expect(await statuses('constructor', 1)).toEqual([202]);
  });
});
