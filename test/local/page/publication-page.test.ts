import { describe, expect, it } from 'vitest';

import { NOW_EPOCH_MS, TestPage } from './open-page.ts';

const post = {
  account: 'main',
  text: 'First line\n  second line',
  media: [{ from: 'uploaded', mediaId: '710', expiresAtEpochSeconds: 1, altText: 'A pigeon' }] as const,
};

describe('the history of a publication', () => {
  it('tells every attempt, how it ended and what comes next', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add({
      state: 'RECONCILING',
      post,
      dueAtEpochMs: NOW_EPOCH_MS + 60_000,
      attempts: [
        { number: 1, intentAtEpochMs: 1000, outcome: 'absent', endedAtEpochMs: 3500 },
        { number: 2, intentAtEpochMs: 9000, outcome: 'unknown', detail: 'connection reset' },
      ],
      reconcile: { sinceEpochMs: 9000, absentReads: 2 },
    });

    const body = await page.text(`/publications/${id}`);

    for (const text of [
      'attempt 1',
      'X does not have the post',
      'after 2.5 s',
      'attempt 2',
      'connection reset',
      '2 times without finding it',
      'looked at next',
      'unknown',
    ]) {
      expect(body).toContain(text);
    }
  });

  it('keeps the text as it was written, and shows what the media are', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add({
      post,
      media: [{ mediaId: '710', mediaType: 'image/jpeg', totalBytes: 14_364, expiresAtEpochSeconds: 1 }],
    });

    const body = await page.text(`/publications/${id}`);

    expect(body).toContain('>First line\n  second line<');
    for (const text of ['A pigeon', 'image/jpeg, 14 KB', '710', 'was valid until']) expect(body).toContain(text);
  });

  it('asks what became of what only a person can know', async () => {
    const page = await new TestPage().open();
    const { id } = await page.add({ state: 'NEEDS_HUMAN', post });

    expect(await page.text(`/publications/${id}`)).toContain(`action="/publications/${id}/settle"`);
  });

  it.each([
    { state: 'REJECTED_DUPLICATE', text: 'failed as a repeat' },
    { state: 'EXPIRED', text: 'expired' },
    { state: 'CANCELLED', text: 'cancelled' },
    { state: 'IGNORED', text: 'ignored' },
  ] as const)('ends a row that is $state in words', async ({ state, text }) => {
    const page = await new TestPage().open();
    const { id } = await page.add({ state });

    expect(await page.text(`/publications/${id}`)).toMatch(new RegExp(`class="history"[^]*<strong>${text}</strong>`));
  });
});
