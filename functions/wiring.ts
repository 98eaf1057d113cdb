import { openXAccounts } from './adapters/x/open-accounts.ts';
import type { PigeonpostConfig } from './config/config-schema.ts';
import { rulesOf } from './config/rules-of.ts';
import { secretNameOf } from './config/secret-name-of.ts';
import type { AcceptPorts } from './domain/accept-row.ts';
import type { AcceptWithMediaPorts } from './domain/accept-with-media.ts';
import { checkForAccount } from './domain/check-for-account.ts';
import { correlatedJournal } from './domain/correlate.ts';
import { fieldsRefused } from './domain/fields-refused.ts';
import { openMedia } from './domain/open-media.ts';
import type { OperatePorts } from './domain/operate-ports.ts';
import type { Clock, Hints, Journal, MediaStore, PublicationLog, Random, Secrets } from './domain/ports.ts';
import { publicStates } from './domain/publication-state.ts';
import type { Publication } from './domain/publication.ts';
import type { Gathered, PublishPorts } from './domain/publish-ports.ts';
import type { XAccounts } from './domain/x-account.ts';
import { createPublishHandler } from './handlers/publish.ts';
import { createS3DropHandler } from './handlers/s3-drop.ts';
import { createSweepHandler } from './handlers/sweep.ts';
import { createWebhookHandler } from './handlers/webhook.ts';
import { dropToPost } from './triggers/s3-drop/drop-to-post.ts';

/** What an engine gives: the ports, and how time passes on it. */
export interface Engine {
  readonly config: PigeonpostConfig;
  readonly log: PublicationLog;
  readonly hints: Hints;
  readonly media: MediaStore;
  readonly secrets: Secrets;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Replaces all of X's hosts: the sandbox's address. */
  readonly xApiUrl?: string;
  /** When to look for a post of unknown outcome; X's own timelines lag by up to half a minute. */
  readonly reconcileAfterSeconds?: readonly number[];
}

/** Every handler of Pigeonpost over one engine. */
export function wireHandlers(bare: Engine) {
  const engine: Engine = { ...bare, journal: correlatedJournal(bare.journal) };
  const accept: AcceptPorts = engine;
  const accounts = openAccounts(engine);
  const ports = publishPorts(engine, accounts);
  return {
    /** For commands and checks that speak to X themselves. */
    accounts,
    /** For what people ask of a row or an account by hand. */
    operate: ports satisfies OperatePorts & AcceptWithMediaPorts,
    s3Drop: createS3DropHandler({ ...accept, routes: engine.config.drops }),
    webhook: createWebhookHandler(engine),
    publish: createPublishHandler(ports),
    sweep: createSweepHandler(engine),
  };
}

export type Handlers = ReturnType<typeof wireHandlers>;

function openAccounts(engine: Engine): XAccounts {
  const { config, secrets, clock, random, journal, xApiUrl } = engine;
  const accounts = Object.fromEntries(
    Object.entries(config.accounts).map(([name, account]) => {
      const { driver, endpoint } = account;
      const secretName = secretNameOf(name, account);
      return [name, { driver, secretName, ...(endpoint === undefined ? {} : { endpoint }) }];
    }),
  );
  const base = { secrets, accounts, clock, random, journal };
  return openXAccounts(xApiUrl === undefined ? base : { ...base, apiUrl: xApiUrl });
}

function publishPorts(engine: Engine, accounts: XAccounts): PublishPorts {
  return {
    ...engine,
    accounts,
    gather: async (row) => gather(row, engine),
    announce: async (row) => announce(row, engine.media),
    rules: (account) => rulesOf(engine.config.accounts[account], engine.reconcileAfterSeconds),
  };
}

async function gather(row: Publication, { media, config, clock }: Engine): Promise<Gathered> {
  if (row.drop === null) throw new Error(`row ${row.id} gathers, but nothing was dropped`);
  // Opened to learn what it is: what X would refuse is told now, not when its turn comes.
  const facts = await openMedia(row.drop, media);
  const post = dropToPost({ account: row.account, ref: row.drop });
  const settings = config.accounts[row.account] ?? { altText: 'warn' };
  const { faults, warnings } = checkForAccount(post, [facts], settings, clock());
  if (faults.length > 0) throw fieldsRefused(faults);
  return { outcome: 'complete', post, warnings };
}

async function announce(row: Publication, media: MediaStore): Promise<void> {
  if (row.drop === null) return;
  const state = publicStates[row.state];
  const postId = row.result === null ? {} : { 'pigeonpost:post': row.result.postId };
  const reason = row.failure === null ? {} : { 'pigeonpost:reason': row.failure.code };
  await media.tag(row.drop, { 'pigeonpost:state': state, ...postId, ...reason });
}
