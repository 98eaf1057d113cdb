import { describe, expect, it } from 'vitest';

import { signCall } from '../../../cli/webhook/sign-call.ts';
import { webhookSchema } from '../../../functions/config/webhook-schema.ts';
import { verifyWebhook, type VerifiedEvent } from '../../../functions/middleware/verify-webhook.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';

const config = webhookSchema.parse({ scheme: 'github', account: 'main', text: 'x' });
const [first, second] = ['a', 'b'].map((letter) => letter.repeat(32)) as [string, string];

/** A store that serves the first secret from memory, and the second one to who asks afresh. */
function rotated() {
  const reads: boolean[] = [];
  const read = async (_name: string, { fresh = false }: { readonly fresh?: boolean } = {}) => {
    reads.push(fresh);
    return { current: fresh ? second : first };
  };
  return { reads, secrets: { read } };
}

async function verify(key: string, { secrets }: ReturnType<typeof rotated>): Promise<VerifiedEvent> {
  const rawBody = Buffer.from('{}');
  const headers = signCall({ config, key: Buffer.from(key), body: rawBody, id: 'a', atEpochMs: 0 });
  const event = { webhook: { name: 'cms', config }, rawBody, headers } as unknown as VerifiedEvent;
  const { before } = verifyWebhook({ secrets, journal: new RecordingJournal(), clock: () => 0 });
  await before?.({ event } as never);
  return event;
}

describe('verifyWebhook', () => {
  it('asks nobody afresh for a call that fits', async () => {
    const store = rotated();
    expect(await verify(first, store)).toMatchObject({ verified: { keyGeneration: 'current' } });
    expect(store.reads).toEqual([false]);
  });

  it('takes a call of the new secret as soon as it is stored', async () => {
    const store = rotated();
    const { keys } = await verify(second, store);
    expect(Buffer.from(keys.current).toString()).toBe(second);
    expect(store.reads).toEqual([false, true]);
  });

  it('refuses what fits neither', async () => {
    const store = rotated();
    await expect(verify('c'.repeat(32), store)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
    expect(store.reads).toEqual([false, true]);
  });
});
