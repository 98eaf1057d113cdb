import { describe, expect, it } from 'vitest';

import { RejectedTriggerError } from '../../../functions/domain/errors.ts';
import { rejectTrigger } from '../../../functions/domain/reject-trigger.ts';
import { publishingWorld } from '../../fakes/publishing-world.ts';

const fault = new RejectedTriggerError('EVENT_INVALID', 'the message is no JSON', { advice: 'Look who writes there.' });

describe('rejectTrigger', () => {
  it('leaves a failed row that says why, of no account, never to be looked at again', async () => {
    const { ports, log } = await publishingWorld();
    await rejectTrigger('drop', 'a message', 'hello', fault, ports);
    expect(log.rows).toMatchObject([
      {
        source: 'drop',
        label: 'a message',
        account: '-',
        state: 'REJECTED',
        dueAtEpochMs: null,
        failure: { code: 'EVENT_INVALID', message: 'the message is no JSON', advice: 'Look who writes there.' },
      },
    ]);
  });

  it('makes one row of the same input, however often it comes', async () => {
    const { ports, log } = await publishingWorld();
    for (let i = 0; i < 3; i += 1) await rejectTrigger('drop', 'a message', 'hello', fault, ports);
    await rejectTrigger('drop', 'a message', 'another', fault, ports);
    expect(log.rows).toHaveLength(2);
  });

  it('puts neither the input nor the words of a bug into the row', async () => {
    const { ports, log, journal } = await publishingWorld();
    await rejectTrigger('drop', 'a message', 'secret input', new TypeError('secret detail'), ports);
    expect(JSON.stringify([log.rows, journal.lines])).not.toContain('secret');
  });
});
