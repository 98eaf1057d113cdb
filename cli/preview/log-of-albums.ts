import type { PublicationLog } from '../../functions/domain/ports.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { markId } from '../../functions/drops/album-mark.ts';

/** Stands for the id of a post that is not out yet. */
export const UNKNOWN_POST_ID = '0';

/** A log as if these albums were out, and nothing else; a preview asks no other. */
export function logOfAlbums(manifests: readonly string[], example: Publication): PublicationLog {
  const result = { postId: UNKNOWN_POST_ID, url: '', postedAtEpochMs: 0 };
  return {
    publication: async (id) =>
      manifests.includes(id) ? { ...example, id, label: id, state: 'POSTED', result } : undefined,
    mark: async (id) => {
      const key = manifests.find((manifest) => markId(manifest) === id);
      return key === undefined ? undefined : { kind: 'mark', id, version: 1, publicationId: key, atEpochMs: 0 };
    },
    gate: async () => Promise.reject(new Error('a preview asks for no account')),
    transact: async () => Promise.reject(new Error('a preview writes nothing')),
    claimOf: async () => undefined,
    dueRows: async () => [],
    dueAccounts: async () => [],
    list: async () => [],
  };
}
