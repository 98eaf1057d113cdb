import { emptyLedger } from '../../functions/domain/account-ledger.ts';
import { DuplicateRefusedError, OutcomeUnknownError, XUnreachableError } from '../../functions/domain/errors.ts';
import type { PublicationLog } from '../../functions/domain/ports.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import type { PublishPorts } from '../../functions/domain/publish-ports.ts';
import type { CreatedPost, PostRequest, XAccount } from '../../functions/domain/x-account.ts';
import type { Mutate } from './sim-world.ts';

/** What a user would suffer; a broken rule of bookkeeping alone would prove nothing. */
const harms = ['surplus', 'lost', 'wrong-link', 'shared'] as const;

interface Mutant {
  readonly mutate: Mutate;
  /** One of these must be broken somewhere. */
  readonly breaks: readonly string[];
}

/**
 * Mistakes, each made by changing what passes through a port; production code stays as it is. The simulation must find
 * every one of them, or it could not be trusted when it finds nothing.
 */
export const mutants = {
  'a lost answer is retried': {
    breaks: harms,
    mutate: withX((account) => ({
      ...account,
      createPost: (request, signal) =>
        account.createPost(request, signal).catch((error: unknown) => {
          throw error instanceof OutcomeUnknownError ? new XUnreachableError(error.message) : error;
        }),
    })),
  },
  'a row in POSTING is posted again': {
    breaks: harms,
    mutate: withDueRows((rows) =>
      rows.map((row) => (row.state === 'POSTING' ? { ...row, state: 'MEDIA_READY' } : row)),
    ),
  },
  'a refusal as duplicate is taken for success': {
    breaks: harms,
    mutate: withX((account) => ({
      ...account,
      createPost: (request, signal) =>
        account.createPost(request, signal).catch((error: unknown) => {
          if (error instanceof DuplicateRefusedError) return lastPostLike(account, request);
          throw error;
        }),
    })),
  },
  'one look at the timeline is enough': {
    breaks: harms,
    mutate: (ports) => ({
      ...ports,
      rules: (account) => ({ ...ports.rules(account), reconcileAfterSeconds: [30] }),
    }),
  },
  'pictures are matched by their text only': {
    breaks: harms,
    // Rows of the same words are not asked about either: the domain would leave such a case to a person.
    mutate: withLog((log) => ({
      ...log,
      dueRows: async (...query) => (await log.dueRows(...query)).map(forgetMedia),
      list: () => Promise.resolve([]),
    })),
  },
  'a text may match a post with pictures': {
    breaks: harms,
    mutate: withX((account) => ({
      ...account,
      recentPosts: async (...query) => {
        const posts = await account.recentPosts(...query);
        const bare = posts.filter(({ mediaKeys }) => mediaKeys.length > 0).map((post) => ({ ...post, mediaKeys: [] }));
        return [...posts, ...bare];
      },
    })),
  },
  'a post may settle two rows': {
    breaks: harms,
    mutate: withLog((log) => ({
      ...log,
      claimOf: () => Promise.resolve(undefined),
      transact: (writes) => log.transact(writes.filter(({ kind }) => kind !== 'claim')),
    })),
  },
  'the newest row goes first': { breaks: ['order'], mutate: withDueRows((rows) => rows.toReversed()) },
  'the account forgets what it has spent': {
    breaks: ['limit'],
    mutate: withLog((log) => ({
      ...log,
      gate: async (account) => ({ ...(await log.gate(account)), ledger: emptyLedger }),
    })),
  },
  'a row that waits has no time to wake up at': {
    breaks: ['stuck', 'unsettled'],
    mutate: withLog((log) => ({
      ...log,
      transact: (writes) =>
        log.transact(
          writes.map((item) =>
            item.kind === 'publication' && item.state === 'RECONCILING' ? { ...item, dueAtEpochMs: null } : item,
          ),
        ),
    })),
  },
  'an end is shown by whoever lives to show it': {
    breaks: ['place'],
    mutate: withLog((log) => ({
      ...log,
      transact: (writes) =>
        log.transact(
          writes.map((item) =>
            item.kind === 'publication' && item.isUnshown === true
              ? { ...item, isUnshown: false, dueAtEpochMs: null }
              : item,
          ),
        ),
    })),
  },
} as const satisfies Readonly<Record<string, Mutant>>;

export type MutantName = keyof typeof mutants;
export const mutantNames = Object.keys(mutants) as readonly MutantName[];

function withX(change: (account: XAccount) => XAccount): Mutate {
  return (ports: PublishPorts) => ({
    ...ports,
    accounts: { open: async (...args) => change(await ports.accounts.open(...args)) },
  });
}

function withLog(change: (log: PublicationLog) => PublicationLog): Mutate {
  return (ports: PublishPorts) => ({ ...ports, log: change(ports.log) });
}

function withDueRows(change: (rows: readonly Publication[]) => readonly Publication[]): Mutate {
  return withLog((log) => ({ ...log, dueRows: async (...query) => change(await log.dueRows(...query)) }));
}

async function lastPostLike(account: XAccount, { text }: PostRequest): Promise<CreatedPost> {
  const posts = await account.recentPosts(0);
  const postId = posts.find((post) => post.text === text)?.postId ?? 'unseen';
  return { postId, url: `https://x.com/i/status/${postId}` };
}

/** While the row is looked for, only its words and the number of its media are known. */
function forgetMedia(row: Publication): Publication {
  const isLookedFor = row.state === 'AMBIGUOUS' || row.state === 'RECONCILING';
  if (!isLookedFor) return row;
  return {
    ...row,
    media: row.media.map(() => ({})),
    attempts: row.attempts.map((attempt) => ({ ...attempt, mediaIds: [] })),
  };
}
