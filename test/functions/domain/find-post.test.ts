import { describe, expect, it } from 'vitest';

import { findPost } from '../../../functions/domain/find-post.ts';
import type { Post } from '../../../functions/domain/post.ts';
import type { MediaRecord, Publication } from '../../../functions/domain/publication.ts';
import type { RecentPost } from '../../../functions/domain/x-account.ts';

const intentAtEpochMs = Date.UTC(2026, 9, 1, 12);

function rowOf(post: Partial<Post>, media: readonly MediaRecord[] = []): Publication {
  return {
    kind: 'publication',
    id: 'row',
    version: 3,
    source: 'drop',
    label: 'main/a.jpg',
    account: 'main',
    fingerprint: 'f',
    state: 'RECONCILING',
    acceptedAtEpochMs: intentAtEpochMs,
    updatedAtEpochMs: intentAtEpochMs,
    dueAtEpochMs: intentAtEpochMs,
    drop: null,
    post: { account: 'main', text: 'Sunrise', media: [], ...post },
    media,
    attempts: [{ number: 1, intentAtEpochMs, outcome: 'unknown' }],
    reconcile: null,
    result: null,
    failure: null,
    warnings: [],
    generation: 1,
    stumbles: 0,
  };
}

function shown(post: Partial<RecentPost>): RecentPost {
  return { postId: '1', createdAtEpochMs: intentAtEpochMs + 1_000, text: 'Sunrise', mediaKeys: [], ...post };
}

const stored = { from: 'stored', ref: { area: 'drop', key: 'main/a.jpg' } } as const;

describe('findPost with media', () => {
  const row = rowOf({ media: [stored, stored] }, [{ mediaId: '11' }, { mediaId: '12' }]);

  it.each([
    { case: 'the same media, in another order', mediaKeys: ['3_12', '3_11'], outcome: 'found' },
    { case: 'the same media under another prefix', mediaKeys: ['7_11', '16_12'], outcome: 'found' },
    { case: 'one medium of ours missing', mediaKeys: ['3_11'], outcome: 'absent' },
    { case: 'a medium that is not ours', mediaKeys: ['3_11', '3_13'], outcome: 'absent' },
    { case: 'one medium more', mediaKeys: ['3_11', '3_12', '3_13'], outcome: 'absent' },
    { case: 'no media', mediaKeys: [], outcome: 'absent' },
  ])('answers $outcome for a post that shows $case', ({ mediaKeys, outcome }) => {
    expect(findPost(row, [shown({ mediaKeys })]).outcome).toBe(outcome);
  });

  it('finds the post whatever became of its text', () => {
    const match = findPost(row, [shown({ postId: '7', text: 'edited', mediaKeys: ['3_11', '3_12'] })]);
    expect(match).toMatchObject({ outcome: 'found', post: { postId: '7' } });
  });

  it('is certain about each of two posts that show our media, the oldest first', () => {
    const mediaKeys = ['3_11', '3_12'];
    const late = shown({ postId: '9', mediaKeys, createdAtEpochMs: intentAtEpochMs + 9_000 });
    const early = shown({ postId: '8', mediaKeys });
    expect(findPost(row, [late, early])).toEqual({ outcome: 'many', posts: [early, late], isCertain: true });
  });
});

describe('findPost with a text alone', () => {
  it.each<{ case: string; post?: Partial<Post>; seen: Partial<RecentPost>; outcome: string }>([
    { case: 'the same text', seen: {}, outcome: 'found' },
    { case: 'another text', seen: { text: 'Sunset' }, outcome: 'absent' },
    { case: 'the same text with a picture', seen: { mediaKeys: ['3_1'] }, outcome: 'absent' },
    { case: 'decomposed letters', post: { text: 'cafe\u0301' }, seen: { text: 'café' }, outcome: 'found' },
    { case: 'space around it', post: { text: ' Sunrise\n' }, seen: {}, outcome: 'found' },
    {
      case: 'a link that gained a scheme',
      post: { text: 'see a.io' },
      seen: { text: 'see http://a.io' },
      outcome: 'found',
    },
    {
      case: 'a link that was encoded',
      post: { text: 'see https://a.io/ü?q=1' },
      seen: { text: 'see https://a.io/%C3%BC?q=1' },
      outcome: 'found',
    },
    { case: 'a broken encoding', post: { text: '50%ff off' }, seen: { text: '50%ff off' }, outcome: 'found' },
    { case: 'the same reply', post: { replyTo: '5' }, seen: { replyTo: '5' }, outcome: 'found' },
    {
      case: 'mentions in front that X filled in',
      post: { replyTo: '5' },
      seen: { replyTo: '5', text: '@bob @eve Sunrise' },
      outcome: 'found',
    },
    { case: 'mentions in front of no reply', seen: { text: '@bob Sunrise' }, outcome: 'absent' },
    { case: 'a reply to another post', post: { replyTo: '5' }, seen: { replyTo: '6' }, outcome: 'absent' },
    { case: 'a reply where none was asked for', seen: { replyTo: '5' }, outcome: 'absent' },
    { case: 'no reply where one was asked for', post: { replyTo: '5' }, seen: {}, outcome: 'absent' },
    {
      case: 'the link of the quoted post behind it',
      post: { attachmentUrl: 'https://twitter.com/a/status/1' },
      seen: { text: 'Sunrise https://x.com/a/status/1' },
      outcome: 'found',
    },
    { case: 'a time just before the call', seen: { createdAtEpochMs: intentAtEpochMs - 59_000 }, outcome: 'found' },
    { case: 'a time long before the call', seen: { createdAtEpochMs: intentAtEpochMs - 61_000 }, outcome: 'absent' },
  ])('answers $outcome for a post with $case', ({ post = {}, seen, outcome }) => {
    expect(findPost(rowOf(post), [shown(seen)]).outcome).toBe(outcome);
  });

  it('cannot tell which of two equal posts is ours', () => {
    const match = findPost(rowOf({}), [shown({ postId: '1' }), shown({ postId: '2' })]);
    expect(match).toMatchObject({ outcome: 'many', isCertain: false });
  });
});

describe('findPost with a picture that travelled inside the call', () => {
  it('asks for the same text and as many media', () => {
    const row = rowOf({ media: [stored] }, [{}]);
    expect(findPost(row, [shown({ mediaKeys: ['3_99'] })]).outcome).toBe('found');
    expect(findPost(row, [shown({})]).outcome).toBe('absent');
    expect(findPost(row, [shown({ mediaKeys: ['3_99'], text: 'Sunset' })]).outcome).toBe('absent');
  });
});
