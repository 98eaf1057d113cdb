import type { DropConfig, PigeonpostConfig } from '../config/config-schema.ts';
import { pictureRulesOf } from '../config/picture-rules-of.ts';
import { checkForAccount } from '../domain/check-for-account.ts';
import type { KnownMedia } from '../domain/check-media.ts';
import { fieldsRefused } from '../domain/fields-refused.ts';
import type { Clock, MediaStore, PublicationLog } from '../domain/ports.ts';
import type { Post } from '../domain/post.ts';
import type { DropCompany } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { cutIntoThread, type ThreadPart } from './cut-into-thread.ts';
import type { Answered } from './find-answered.ts';

const ADVICE =
  'Correct what lies beside it, then redrive the post; a corrected picture or manifest is a drop of its own.';

export interface GatherPorts {
  readonly media: MediaStore;
  readonly config: PigeonpostConfig;
  readonly clock: Clock;
  readonly log: PublicationLog;
}

/** A post of dropped files, not yet judged. */
export interface Draft {
  readonly post: Post;
  /** What its media are, index by index: what X would refuse is told now, not when its turn comes. */
  readonly facts: KnownMedia;
  /** The account that its author wrote down. */
  readonly named: string | undefined;
  readonly company: DropCompany;
  /** The post that it replies to. */
  readonly answered: Extract<Answered, { outcome: 'known' }>;
  readonly route: DropConfig | undefined;
  /** What is to be told already. */
  readonly warnings: readonly string[];
}

/**
 * A post of dropped files, or the thread of it that its route allows, once X and its account would take it.
 *
 * @throws RejectedTriggerError for what cannot be posted
 */
export function checkDrop(draft: Draft, ports: GatherPorts): Gathered {
  const { named, company, route } = draft;
  const post = replying(draft);
  const whole: readonly [ThreadPart] = [{ post, facts: draft.facts }];
  const [first, ...others] = route?.thread === true ? cutIntoThread(post, draft.facts) : whole;
  const account = ports.config.accounts[post.account];
  const settings = { altText: 'warn' as const, ...account, ...pictureRulesOf(account, route) };
  const verdicts = [first, ...others].map((part, index) => {
    const { faults, warnings } = checkForAccount(part.post, part.facts, settings, ports.clock());
    const of = index === 0 ? '' : `part ${index + 1}: `;
    return {
      faults: faults.map((fault) => ({ ...fault, path: of + fault.path })),
      warnings: warnings.map((warning) => of + warning),
    };
  });
  const faults = [...foreignAccount(named, post.account), ...verdicts.flatMap((verdict) => verdict.faults)];
  if (faults.length > 0) throw fieldsRefused(faults, ADVICE);
  const warnings = [
    ...draft.warnings,
    ...(post.text === '' ? ['text is missing'] : []),
    ...verdicts.flatMap((verdict) => verdict.warnings),
  ];
  const thread = others.map((part) => part.post);
  return { outcome: 'complete', post: first.post, warnings, company, ...(thread.length === 0 ? {} : { thread }) };
}

/** From when the other post was out, its own lateness counts: before, it could not go. */
function replying({ post, answered: { replyTo, sinceEpochMs } }: Draft): Post {
  if (replyTo === undefined) return post;
  if (sinceEpochMs === undefined) return { ...post, replyTo };
  return { ...post, replyTo, scheduleAtEpochMs: Math.max(post.scheduleAtEpochMs ?? 0, sinceEpochMs) };
}

/** The route decides who posts; whoever may write to a folder must not post for others by it. */
function foreignAccount(named: string | undefined, account: string) {
  if (named === undefined || named === account) return [];
  return [
    { path: 'account', code: 'SCHEMA', message: `must be "${account}", whose folder it lies in, or be left out` },
  ];
}
