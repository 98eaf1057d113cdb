import type { Account } from '../state/account.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { findEntities, mentionedNames } from '../text/entities.ts';
import { strangerId } from './render-entities.ts';

interface Reply {
  readonly target: Tweet;
  readonly author: Account;
  readonly text: string;
  readonly caller: Account;
  readonly excludedIds: readonly string[];
}

/**
 * The mentions that X puts before a reply: the author of the target, then whom the target mentions. Nobody twice, not the caller,
 * nobody the text mentions already, nobody excluded; the author cannot be excluded.
 */
export function populateMentions({ target, author, text, caller, excludedIds }: Reply, world: World): string {
  const skipped = new Set([...mentionedNames(text), caller.screenName.toLowerCase()]);
  const others = findEntities(target.text).flatMap((entity) => (entity.kind === 'mention' ? [entity.screenName] : []));
  const names: string[] = [];
  for (const name of [author.screenName, ...others]) {
    const id = world.accountBook.byName(name)?.userId ?? strangerId(name);
    const excluded = excludedIds.includes(id) && id !== author.userId;
    if (!excluded && !skipped.has(name.toLowerCase())) names.push(`@${name} `);
    skipped.add(name.toLowerCase());
  }
  return names.join('');
}
