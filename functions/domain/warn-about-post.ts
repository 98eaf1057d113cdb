import type { KnownMedia } from './check-media.ts';
import { findLinks } from './find-links.ts';
import type { Post } from './post.ts';
import { pricesMicroUsd } from './price.ts';
import type { FieldFault } from './x-account.ts';

/**
 * What X takes, but a person may not have meant; index by index as in `checkPost`. Empty when all is well. Missing alt
 * text is a question of the account's settings: `checkForAccount` answers it.
 */
export function warnAboutPost(post: Post, known: KnownMedia): readonly FieldFault[] {
  return [...warnAboutDomains(post.text), ...post.media.flatMap((_, at) => warnAboutMedium(post, known, at))];
}

function warnAboutDomains(text: string): readonly FieldFault[] {
  const composed = text.normalize('NFC');
  const bare = Array.from(findLinks(composed)).find((link) => link.isBare);
  if (bare === undefined) return [];
  const domain = composed.slice(bare.start, bare.end).slice(0, 100);
  const [usual, dear] = [pricesMicroUsd.post, pricesMicroUsd.postWithLink].map((price) => (price / 1e6).toFixed(3));
  const message = `holds "${domain}", which X turns into a link: the post then costs $${dear} instead of $${usual}`;
  return [{ path: 'text', code: 'BARE_DOMAIN', message }];
}

function warnAboutMedium({ media }: Post, known: KnownMedia, at: number): readonly FieldFault[] {
  const warnings: FieldFault[] = [];
  if (known[at]?.kind === 'video' && (media[at]?.altText ?? '') !== '') {
    const message = 'X keeps alt text for pictures and GIFs only';
    warnings.push({ path: `media[${at}].altText`, code: 'ALT_TEXT_OF_VIDEO', message });
  }
  return warnings;
}
