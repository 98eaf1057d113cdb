import twitterText from 'twitter-text';

/** A place in a text that X shows as a link; `start` and `end` (exclusive) count UTF-16 units of the text as sent. */
export type TextEntity = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'hashtag'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string }
  | { readonly kind: 'mention'; readonly screenName: string }
);

/** Links, hashtags, cashtags and mentions in order; none overlap. */
export function findEntities(text: string): readonly TextEntity[] {
  return twitterText.extractEntitiesWithIndices(text).flatMap((found): readonly TextEntity[] => {
    const [start, end] = found.indices;
    if ('url' in found) return [{ kind: 'url', url: found.url, start, end }];
    if ('hashtag' in found) return [{ kind: 'hashtag', text: found.hashtag, start, end }];
    if ('cashtag' in found) return [{ kind: 'symbol', text: found.cashtag, start, end }];
    // `@name/list` names a list, not a person.
    const isList = 'listSlug' in found && found.listSlug !== '';
    return isList ? [] : [{ kind: 'mention', screenName: found.screenName, start, end }];
  });
}

/** Screen names in lower case that the text mentions. */
export function mentionedNames(text: string): ReadonlySet<string> {
  const names = findEntities(text).flatMap((entity) =>
    entity.kind === 'mention' ? [entity.screenName.toLowerCase()] : [],
  );
  return new Set(names);
}
