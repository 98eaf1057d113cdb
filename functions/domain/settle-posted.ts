import { areTwins } from './are-twins.ts';
import { StoreUnavailableError } from './errors.ts';
import type { Publication } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { swapWithTwin } from './swap-with-twin.ts';
import { writePosted } from './write-posted.ts';
import type { CreatedPost, RecentPost } from './x-account.ts';

/** Tries of a store that does not answer, one second apart: the post is out, so the record is worth waiting for. */
const MAX_TRIES = 30;

export type SettlePorts = Pick<PublishPorts, 'log' | 'journal' | 'clock' | 'pause'>;

/**
 * The row as POSTED with the post that X made for it, and its id claimed. Needs no lease: the truth may come late,
 * from a publisher that lost the account meanwhile, and is accepted by its attempt number.
 *
 * Undefined when another row that nobody can tell from this one was settled with that post meanwhile: then this row looks
 * for the post of that one's call.
 */
export async function settlePosted(
  row: Publication,
  attemptNumber: number,
  created: CreatedPost,
  ports: SettlePorts,
): Promise<Publication | undefined> {
  const { postId } = created;
  ports.journal.write('info', 'x-created', { id: row.id, account: row.account, postId });
  const outcome = { ...created, attemptNumber, postedAtEpochMs: ports.clock() };
  const settled = await writeUntilDone(row, postId, ports, async (current, tries) => {
    // A post that X made just now is hardly ever claimed: the write itself is refused if it is.
    const owner = tries === 1 ? undefined : await ports.log.claimOf(postId);
    if (owner !== undefined && owner !== row.id) {
      ports.journal.write('error', 'claim-lost', { id: row.id, postId, owner });
      const twin = await ports.log.publication(owner);
      if (twin !== undefined && areTwins(row, twin)) return swapWithTwin(current, twin, ports);
      // X's own answer to this very call counts more than what was guessed for another row.
    }
    return writePosted(current, outcome, ports, owner);
  });
  return settled === 'swapped' ? undefined : settled;
}

/** The row as POSTED with a post that was found on X; undefined when that post settles another row already. */
export async function settleFound(
  row: Publication,
  { postId, createdAtEpochMs }: Pick<RecentPost, 'postId' | 'createdAtEpochMs'>,
  ports: SettlePorts,
): Promise<Publication | undefined> {
  const url = `https://x.com/i/status/${postId}`;
  const outcome = { postId, url, attemptNumber: likelyMaker(row), postedAtEpochMs: createdAtEpochMs };
  const settled = await writeUntilDone(row, postId, ports, async (current) => {
    const owner = await ports.log.claimOf(postId);
    if (owner !== undefined && owner !== row.id) return 'foreign';
    return writePosted(current, outcome, ports, owner);
  });
  return settled === 'foreign' ? undefined : settled;
}

/** The number of the attempt that made what was found: the last one that may have, since refused ones did not. */
function likelyMaker({ attempts }: Publication): number {
  const maker =
    attempts.findLast(({ outcome }) => outcome === 'open' || outcome === 'unknown') ??
    attempts.findLast(({ outcome }) => outcome === 'absent');
  return maker?.number ?? attempts.length;
}

/** What `write` gives once it gives something; it gets the row afresh each time somebody wrote in between. */
async function writeUntilDone<Written>(
  row: Publication,
  postId: string,
  ports: SettlePorts,
  write: (current: Publication, tries: number) => Promise<Written | undefined>,
): Promise<Written> {
  let current = row;
  for (let tries = 1; ; tries += 1) {
    try {
      const written = await write(current, tries);
      if (written !== undefined) return written;
      current = (await ports.log.publication(row.id)) ?? current;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || tries >= MAX_TRIES) throw error;
      if (tries === 1) ports.journal.write('error', 'posted-unrecorded', { id: row.id, postId });
      await ports.pause(1_000);
    }
  }
}
