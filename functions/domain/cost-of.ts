import type { Publication } from './publication.ts';

/** What X charges for the post, millionths of a US dollar; what may have been created counts, what X refused does not. */
export function costOf({ attempts }: Pick<Publication, 'attempts'>): number {
  const counted = attempts.filter(({ outcome }) => outcome === 'open' || outcome === 'posted' || outcome === 'unknown');
  return counted.reduce((sum, { charged }) => sum + (charged?.costMicroUsd ?? 0), 0);
}
