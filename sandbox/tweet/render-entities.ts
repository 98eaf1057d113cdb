import { createHash } from 'node:crypto';

import type { World } from '../state/world.ts';
import { displayUrl, expandedUrl } from '../text/display-url.ts';
import type { WrappedEntity } from '../text/wrap-text.ts';

/** `entities` of a v1.1 Tweet without `media`: hashtags, symbols, user_mentions, urls. */
export function renderEntities(entities: readonly WrappedEntity[], world: World): Record<string, unknown[]> {
  const rendered = {
    hashtags: [] as unknown[],
    symbols: [] as unknown[],
    user_mentions: [] as unknown[],
    urls: [] as unknown[],
  };
  for (const { entity, indices, tco } of entities) {
    if (entity.kind === 'hashtag') rendered.hashtags.push({ text: entity.text, indices });
    if (entity.kind === 'symbol') rendered.symbols.push({ text: entity.text, indices });
    if (entity.kind === 'mention') rendered.user_mentions.push({ ...mentioned(entity.screenName, world), indices });
    if (entity.kind === 'url') {
      rendered.urls.push({
        url: tco,
        expanded_url: expandedUrl(entity.url),
        display_url: displayUrl(entity.url),
        indices,
      });
    }
  }
  return rendered;
}

function mentioned(screenName: string, world: World): Record<string, unknown> {
  const account = world.accountBook.byName(screenName);
  const name = account?.screenName ?? screenName;
  const id = account?.userId ?? strangerId(screenName);
  return { screen_name: name, name, id: BigInt(id), id_str: id };
}

/** On X nearly every name belongs to somebody: names that no account of the sandbox has get an id of their own. */
export function strangerId(screenName: string): string {
  const digest = createHash('sha256').update(screenName.toLowerCase()).digest();
  return String(100_000_000 + (digest.readUInt32BE(0) % 900_000_000));
}
