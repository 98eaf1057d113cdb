import { createHash } from 'node:crypto';

import { afterEach, describe, expect, it } from 'vitest';

import type { XAccountSettings } from '../../../../../functions/adapters/x/open-accounts.ts';
import { StoreUnavailableError } from '../../../../../functions/domain/errors.ts';
import type { MediaSource, UploadProgress } from '../../../../../functions/domain/x-account.ts';
import { openTestAccount, sourceOf, type TestAccount } from '../open-test-account.ts';
import { type FakeUpload, joined, mediaId, startFakeUpload } from './fake-upload.ts';

const MiB = 1_048_576;
const gif = { kind: 'animated-gif', mediaType: 'image/gif' } as const;
const video = { kind: 'video', mediaType: 'video/mp4' } as const;

let upload: FakeUpload;
let opened: TestAccount;

// The runner fails a run in which a rejection was left unhandled, so no test here asks for that by itself.
afterEach(async () => {
  await opened.accounts.close();
  await upload.x.close();
});

async function open(settings: XAccountSettings, ...fake: Parameters<typeof startFakeUpload>): Promise<TestAccount> {
  upload = await startFakeUpload(...fake);
  opened = await openTestAccount(upload.x.url, settings);
  return opened;
}

/** Bytes that differ everywhere, so that a segment in the wrong place shows. */
function bytesOf(totalBytes: number): Buffer {
  const bytes = Buffer.alloc(totalBytes);
  for (let at = 0; at < totalBytes; at += 4_096) bytes.writeUInt32LE(at, Math.min(at, totalBytes - 4));
  return bytes;
}

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const names = (): string[] => upload.steps.map(({ name, segment }) => (segment < 0 ? name : `${name} ${segment}`));

describe.each(['v1', 'v2'] as const)('a chunked upload on %s', (driver) => {
  const chunkBytes = driver === 'v1' ? 4 * MiB : MiB;

  it('brings the file to X byte by byte, opened first and closed last', async () => {
    const { account } = await open({ driver });
    const bytes = bytesOf(chunkBytes * 2 + 12_345);
    const media = await account.uploadMedia(sourceOf(bytes, gif));
    expect(media).toMatchObject({ mediaId, mediaKey: `7_${mediaId}` });
    expect(sha(joined(upload))).toBe(sha(bytes));
    expect(names().toSorted()).toEqual(['APPEND 0', 'APPEND 1', 'APPEND 2', 'FINALIZE', 'INIT']);
    expect([names()[0], names().at(-1)]).toEqual(['INIT', 'FINALIZE']);
    expect([...upload.segments.values()].map((segment) => segment.length).toSorted((a, b) => b - a)).toEqual([
      chunkBytes,
      chunkBytes,
      12_345,
    ]);
  });

  it('says what it uploads', async () => {
    const { account } = await open({ driver });
    await account.uploadMedia(sourceOf(bytesOf(10_000), video), { additionalOwners: ['1', '2'] });
    const [first] = upload.x.requests;
    const init: Record<string, unknown> =
      driver === 'v1'
        ? Object.fromEntries(new URLSearchParams(first?.body.toString()))
        : (JSON.parse(first?.body.toString() ?? '') as Record<string, unknown>);
    expect(init).toMatchObject({ media_type: 'video/mp4', media_category: 'tweet_video' });
    expect(Number(init['total_bytes'])).toBe(10_000);
    expect(String(init['additional_owners'])).toBe('1,2');
  });

  it('F53: sends one segment again, alone, when its connection is cut', async () => {
    const { account } = await open({ driver }, ({ segment, repeat }) =>
      segment === 1 && repeat === 0 ? 'cut' : undefined,
    );
    const bytes = bytesOf(chunkBytes * 3);
    await account.uploadMedia(sourceOf(bytes, gif));
    expect(sha(joined(upload))).toBe(sha(bytes));
    expect(names().filter((name) => name === 'APPEND 1')).toHaveLength(2);
    expect(names()).toHaveLength(6);
  });

  it('F54: looks up the upload when the answer to FINALIZE is lost', async () => {
    const { account } = await open({ driver }, ({ name }) => (name === 'FINALIZE' ? 'cut' : undefined));
    await expect(account.uploadMedia(sourceOf(bytesOf(1_000), gif))).resolves.toMatchObject({ mediaId });
    expect(names().at(-1)).toBe('STATUS');
  });

  it('goes on where an earlier run stopped', async () => {
    const { account } = await open({ driver });
    const bytes = bytesOf(chunkBytes * 4);
    const resume: UploadProgress = {
      mediaId,
      mediaKey: `7_${mediaId}`,
      chunkBytes,
      segmentsDone: [0, 2],
      segmentsTotal: 4,
      finalized: false,
      expiresAtEpochSeconds: Date.now() / 1000 + 3_600,
    };
    await account.uploadMedia(sourceOf(bytes, video), { resume });
    expect(names().toSorted()).toEqual(['APPEND 1', 'APPEND 3', 'FINALIZE']);
    expect(sha(upload.segments.get(3) ?? Buffer.alloc(0))).toBe(sha(bytes.subarray(3 * chunkBytes)));
  });
});

describe('progress', () => {
  it('is told after each step that need not be repeated', async () => {
    const { account } = await open({ driver: 'v2', lanes: 1 });
    const told: UploadProgress[] = [];
    await account.uploadMedia(sourceOf(bytesOf(2 * MiB), gif), { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ segmentsDone, finalized }) => [segmentsDone, finalized])).toEqual([
      [[], false],
      [[0], false],
      [[0, 1], false],
      [[0, 1], true],
    ]);
    expect(told[0]).toMatchObject({ mediaId, mediaKey: `7_${mediaId}`, chunkBytes: MiB, segmentsTotal: 2 });
  });

  const resume: UploadProgress = {
    mediaId,
    chunkBytes: MiB,
    segmentsDone: [0, 1],
    segmentsTotal: 2,
    finalized: false,
    expiresAtEpochSeconds: Date.now() / 1000 + 3_600,
  };

  it.each<{ case: string; resume: Partial<UploadProgress>; steps: string[] }>([
    { case: 'all segments done: it is closed', resume: {}, steps: ['FINALIZE'] },
    { case: 'closed before: it is looked up', resume: { finalized: true }, steps: ['STATUS'] },
    {
      case: 'expired: it begins anew',
      resume: { expiresAtEpochSeconds: Date.now() / 1000 },
      steps: ['INIT', 'APPEND 0', 'APPEND 1', 'FINALIZE'],
    },
    {
      case: 'of another file: it begins anew',
      resume: { segmentsTotal: 3 },
      steps: ['INIT', 'APPEND 0', 'APPEND 1', 'FINALIZE'],
    },
  ])('of an upload that is $case', async ({ resume: other, steps }) => {
    const { account } = await open({ driver: 'v2', lanes: 1 });
    await account.uploadMedia(sourceOf(bytesOf(2 * MiB), gif), { resume: { ...resume, ...other } });
    expect(names()).toEqual(steps);
  });

  it.each([
    { case: 'does not know it', play: { status: 404 } },
    { case: 'refuses it', play: { status: 400, body: { error: 'Invalid media_id: Some().' } } },
    { case: 'refuses it in unknown words', play: { status: 400, body: { title: 'Gone' } } },
  ])('of an upload begins anew when X $case', async ({ play }) => {
    const { account } = await open({ driver: 'v2', lanes: 1 }, ({ name, repeat }) =>
      (name === 'FINALIZE' && repeat === 0) || name === 'STATUS' ? play : undefined,
    );
    await account.uploadMedia(sourceOf(bytesOf(2 * MiB), gif), { resume });
    expect(names().slice(-4)).toEqual(['INIT', 'APPEND 0', 'APPEND 1', 'FINALIZE']);
  });
});

describe('lanes', () => {
  it.each([
    { case: 'four by default', settings: {}, segments: 8, most: 4 },
    { case: 'eight where there are more segments than that', settings: {}, segments: 9, most: 8 },
    { case: 'as many as the account says', settings: { lanes: 2 }, segments: 9, most: 2 },
  ])('are $case', async ({ settings, segments, most }) => {
    let waiting = 0;
    const gate = Promise.withResolvers<undefined>();
    const { account } = await open({ driver: 'v2', ...settings }, async ({ name }) => {
      if (name !== 'APPEND') return undefined;
      waiting += 1;
      if (waiting === most) gate.resolve(undefined);
      await gate.promise;
      return undefined;
    });
    await account.uploadMedia(sourceOf(bytesOf(segments * MiB), gif));
    expect(upload.mostAtOnce()).toBe(most);
  });

  it('ask for the next bytes while X still thinks about the last', async () => {
    const whole = bytesOf(3 * MiB);
    const asked: number[] = [];
    const source: MediaSource = {
      ...sourceOf(whole, gif),
      read(startByte, endByteExclusive) {
        asked.push(startByte / MiB);
        return sourceOf(whole, gif).read(startByte, endByteExclusive);
      },
    };
    const seen: number[][] = [];
    const { account } = await open({ driver: 'v2', lanes: 1 }, async ({ name }) => {
      if (name === 'APPEND') {
        // The answer is held back until the lane has had its chance.
        while (asked.length < Math.min(seen.length + 2, 3)) await new Promise((resolve) => setImmediate(resolve));
        seen.push([...asked]);
      }
      return undefined;
    });
    await account.uploadMedia(source);
    expect(seen).toEqual([
      [0, 1],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it('never ask the store for more than their own segments', async () => {
    const whole = bytesOf(12 * MiB);
    let givenBytes = 0;
    const source: MediaSource = {
      ...sourceOf(whole, gif),
      async read(startByte, endByteExclusive) {
        const pieces = await sourceOf(whole, gif).read(startByte, endByteExclusive);
        return counted(pieces, (bytes) => (givenBytes += bytes));
      },
    };
    let waiting = 0;
    const full = Promise.withResolvers<number>();
    const { account } = await open({ driver: 'v2', lanes: 3 }, async ({ name }) => {
      if (name === 'APPEND' && (waiting += 1) === 3) {
        // All lanes wait for X now; give them every chance to read on.
        for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        full.resolve(givenBytes);
      }
      if (name === 'APPEND') await full.promise;
      return undefined;
    });
    await account.uploadMedia(source);
    expect(await full.promise).toBe(3 * MiB);
  });

  it('stop, with the first failure told, when X refuses one segment', async () => {
    const { account } = await open({ driver: 'v2' }, ({ segment }) =>
      segment === 2 ? { status: 403, body: { detail: 'You shall not' } } : undefined,
    );
    const call = account.uploadMedia(sourceOf(bytesOf(12 * MiB), gif));
    await expect(call).rejects.toMatchObject({
      code: 'X_FORBIDDEN',
      message: expect.stringContaining('append') as string,
    });
    expect(names()).not.toContain('FINALIZE');
  });

  it('let go of the store when the upload fails', async () => {
    const open_ = new Set<AbortSignal>();
    const whole = bytesOf(8 * MiB);
    const source: MediaSource = {
      ...sourceOf(whole, gif),
      async read(startByte, endByteExclusive, signal) {
        if (signal !== undefined) open_.add(signal);
        if (startByte === 3 * MiB) throw new StoreUnavailableError('S3 is away');
        return sourceOf(whole, gif).read(startByte, endByteExclusive);
      },
    };
    const { account } = await open({ driver: 'v2' });
    await expect(account.uploadMedia(source)).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect([...open_].filter((signal) => !signal.aborted)).toEqual([]);
  });

  it('end when the signal does', async () => {
    const stop = new AbortController();
    const { account } = await open({ driver: 'v2' }, ({ segment }) => {
      if (segment === 1) stop.abort();
      return undefined;
    });
    const call = account.uploadMedia(sourceOf(bytesOf(12 * MiB), gif), { signal: stop.signal });
    await expect(call).rejects.toMatchObject({ code: 'X_UNAVAILABLE', retry: 'later' });
  });
});

describe('processing', () => {
  it('is waited for as long as X says, then the media is ready', async () => {
    const states = [
      { state: 'pending', check_after_secs: 1 },
      { state: 'in_progress', check_after_secs: 3, progress_percent: 40 },
      { state: 'succeeded', progress_percent: 100 },
    ];
    const { account, pauses } = await open({ driver: 'v1' }, undefined, (asked) => states[asked]);
    const media = await account.uploadMedia(sourceOf(bytesOf(1_000), video));
    expect(media.processing).toBeUndefined();
    expect(pauses.map((pause) => Math.round(pause / 1000))).toEqual([1, 3]);
  });

  it.each<{ case: string; value: unknown; seconds: number }>([
    { case: 'missing', value: undefined, seconds: 5 },
    { case: 'nought', value: 0, seconds: 1 },
    { case: 'negative', value: -3, seconds: 1 },
    { case: 'a text', value: 'soon', seconds: 5 },
    { case: 'a day', value: 86_400, seconds: 60 },
  ])('F50: is looked at again in due time when check_after_secs is $case', async ({ value, seconds }) => {
    const { account } = await open({ driver: 'v2' }, undefined, () => ({
      state: 'in_progress',
      check_after_secs: value,
    }));
    const before = Date.now();
    const media = await account.mediaStatus(mediaId);
    const checkAtEpochMs = media.processing?.checkAtEpochMs ?? 0;
    expect(checkAtEpochMs).toBeGreaterThanOrEqual(before + seconds * 1000);
    expect(checkAtEpochMs).toBeLessThanOrEqual(Date.now() + seconds * 1000);
  });

  it('is handed back when it takes longer than ten seconds', async () => {
    const info = { state: 'in_progress', check_after_secs: 30, progress_percent: 8 };
    const { account, pauses } = await open({ driver: 'v2' }, undefined, () => info);
    const media = await account.uploadMedia(sourceOf(bytesOf(1_000), video));
    expect(media.processing).toMatchObject({ progressPercent: 8 });
    expect(pauses).toEqual([]);
  });

  it("fails with X's name and message of the fault", async () => {
    const error = { code: 3, name: 'UnsupportedMedia', message: 'Duration exceeds max duration' };
    const { account } = await open({ driver: 'v1' }, undefined, () => ({ state: 'failed', error }));
    await expect(account.uploadMedia(sourceOf(bytesOf(1_000), video))).rejects.toMatchObject({
      code: 'MEDIA_PROCESSING_FAILED',
      retry: 'never',
      message: expect.stringContaining('UnsupportedMedia: Duration exceeds max duration') as string,
    });
  });
});

async function* counted(pieces: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    count(piece.length);
    yield piece;
  }
}
