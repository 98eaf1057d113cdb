import { describe, expect, it } from 'vitest';

import type { MediaFacts } from '../../../functions/domain/media-facts.ts';
import type { PostMedia } from '../../../functions/domain/post.ts';
import { warnAboutPost } from '../../../functions/domain/warn-about-post.ts';

const medium: PostMedia = { from: 'stored', ref: { area: 'drop', key: 'main/a.jpg' }, altText: 'A cat' };
const photo: MediaFacts = { mediaType: 'image/webp', kind: 'photo', totalBytes: 1000 };

describe('a warning', () => {
  it.each([
    { case: 'none for plain text', text: 'Hello', warnings: [] },
    { case: 'none for a link as such', text: 'https://example.com', warnings: [] },
    { case: 'a bare domain', text: 'new: setup.sh', warnings: ['text BARE_DOMAIN'] },
    { case: 'a bare domain beside a link', text: 'https://a.com b.com', warnings: ['text BARE_DOMAIN'] },
    { case: 'none for a still picture', text: '', facts: photo, warnings: [] },
    {
      case: 'alt text of a film',
      text: '',
      facts: { ...photo, kind: 'video' as const },
      warnings: ['media[0].altText ALT_TEXT_OF_VIDEO'],
    },
  ])('is given: $case', ({ text, facts, warnings }) => {
    const media = facts === undefined ? [] : [medium];
    const found = warnAboutPost({ account: 'main', text, media }, [facts ?? null]);
    expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual(warnings);
  });

  it('tells which domain, and what it costs', () => {
    const [warning] = warnAboutPost({ account: 'main', text: 'see example.com/a now', media: [] }, []);
    expect(warning?.message).toBe(
      'holds "example.com/a", which X turns into a link: the post then costs $0.200 instead of $0.015',
    );
  });
});
