import type { PigeonpostConfig } from '../config/config-schema.ts';
import { checkForAccount } from '../domain/check-for-account.ts';
import type { KnownMedia } from '../domain/check-media.ts';
import { fieldsRefused } from '../domain/fields-refused.ts';
import type { Clock, MediaStore } from '../domain/ports.ts';
import type { Post } from '../domain/post.ts';
import type { DropCompany } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';

export interface GatherPorts {
  readonly media: MediaStore;
  readonly config: PigeonpostConfig;
  readonly clock: Clock;
}

/** A post of dropped files, not yet judged. */
export interface Draft {
  readonly post: Post;
  /** What its media are, index by index: what X would refuse is told now, not when its turn comes. */
  readonly facts: KnownMedia;
  /** The account that its author wrote down. */
  readonly named: string | undefined;
  readonly company: DropCompany;
}

/**
 * A post of dropped files, once X and its account would take it.
 *
 * @throws RejectedTriggerError for what cannot be posted
 */
export function checkDrop({ post, facts, named, company }: Draft, ports: GatherPorts): Gathered {
  const { account } = post;
  const settings = ports.config.accounts[account] ?? { altText: 'warn' };
  const { faults, warnings } = checkForAccount(post, facts, settings, ports.clock());
  const all = [...foreignAccount(named, account), ...faults];
  if (all.length > 0) throw fieldsRefused(all);
  const told = post.text === '' ? ['text is missing', ...warnings] : warnings;
  return { outcome: 'complete', post, warnings: told, company };
}

/** The route decides who posts; whoever may write to a folder must not post for others by it. */
function foreignAccount(named: string | undefined, account: string) {
  if (named === undefined || named === account) return [];
  return [
    { path: 'account', code: 'SCHEMA', message: `must be "${account}", whose folder it lies in, or be left out` },
  ];
}
