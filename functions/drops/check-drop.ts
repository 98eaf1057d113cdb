import type { PigeonpostConfig } from '../config/config-schema.ts';
import { checkForAccount } from '../domain/check-for-account.ts';
import { fieldsRefused } from '../domain/fields-refused.ts';
import { openMedia } from '../domain/open-media.ts';
import type { Clock, MediaStore } from '../domain/ports.ts';
import type { Post } from '../domain/post.ts';
import type { Gathered } from '../domain/publish-ports.ts';

export interface GatherPorts {
  readonly media: MediaStore;
  readonly config: PigeonpostConfig;
  readonly clock: Clock;
}

/**
 * A post of dropped files, once X and its account would take it.
 *
 * @param named the account that its author wrote down
 * @throws RejectedTriggerError, MediaRejectedError for what cannot be posted
 */
export async function checkDrop(post: Post, named: string | undefined, ports: GatherPorts): Promise<Gathered> {
  const { account } = post;
  // Opened to learn what they are: what X would refuse is told now, not when its turn comes.
  const facts = await Promise.all(
    post.media.map(async (medium) => (medium.from === 'stored' ? openMedia(medium.ref, ports.media) : null)),
  );
  const settings = ports.config.accounts[account] ?? { altText: 'warn' };
  const { faults, warnings } = checkForAccount(post, facts, settings, ports.clock());
  const all = [...foreignAccount(named, account), ...faults];
  if (all.length > 0) throw fieldsRefused(all);
  return { outcome: 'complete', post, warnings: post.text === '' ? ['text is missing', ...warnings] : warnings };
}

/** The route decides who posts; whoever may write to a folder must not post for others by it. */
function foreignAccount(named: string | undefined, account: string) {
  if (named === undefined || named === account) return [];
  return [
    { path: 'account', code: 'SCHEMA', message: `must be "${account}", whose folder it lies in, or be left out` },
  ];
}
