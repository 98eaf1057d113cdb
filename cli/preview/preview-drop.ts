import { MediaRejectedError, type PigeonpostError, RejectedTriggerError } from '../../functions/domain/errors.ts';
import { failureOf } from '../../functions/domain/failure.ts';
import { newPublication } from '../../functions/domain/new-publication.ts';
import type { Post } from '../../functions/domain/post.ts';
import type { Failure } from '../../functions/domain/publication.ts';
import type { Gathered } from '../../functions/domain/publish-ports.ts';
import { gatherPost } from '../../functions/drops/gather-post.ts';
import { routeDrop } from '../../functions/triggers/s3-drop/route-drop.ts';
import { logOfAlbums, UNKNOWN_POST_ID } from './log-of-albums.ts';
import { previewPost, type Preview, type PreviewedPost, type PreviewPorts } from './preview-post.ts';

interface DropPorts extends PreviewPorts {
  /** Albums that others may reply to. */
  readonly manifests: readonly string[];
}

/** What a file in the drop bucket would become, with all that lies beside it now. */
export async function previewDrop(key: string, ports: DropPorts): Promise<Preview> {
  const route = routeDrop(key, ports.config.drops);
  if (route === undefined) return refused(key, { code: 'NO_ROUTE', message: 'no drop route takes it' });
  const drop = { area: 'drop', key } as const;
  const { account } = route;
  const start = { id: 'preview', source: 'drop', label: key, account, fingerprint: '', dueAtEpochMs: null } as const;
  // Accepted long ago: what it would wait for does not come any more.
  const row = newPublication({ ...start, state: 'GATHERING', drop }, 0);
  try {
    const gathered = await gatherPost(row, {
      media: ports.store,
      config: ports.config,
      clock: () => ports.nowEpochMs,
      log: logOfAlbums(ports.manifests, row),
    });
    return await previewOf(key, gathered, ports);
  } catch (error) {
    if (!(error instanceof RejectedTriggerError) && !(error instanceof MediaRejectedError)) throw error;
    return refusedBy(key, error);
  }
}

async function previewOf(key: string, gathered: Gathered, ports: PreviewPorts): Promise<Preview> {
  switch (gathered.outcome) {
    case 'wait':
      return { what: key, posts: [], faults: [], warnings: ['it waits for what is not there yet'] };
    case 'ignored':
      return { what: key, posts: [], faults: [], warnings: [], ignored: gathered.failure.message };
    case 'rejected':
      return refused(key, gathered.failure);
    case 'complete': {
      const route = routeDrop(key, ports.config.drops);
      const posts: PreviewedPost[] = [];
      for (const [index, post] of [gathered.post, ...(gathered.thread ?? [])].entries()) {
        posts.push(await previewPost(withoutUnknown(post), index, route, ports));
      }
      const told = new Set(posts.flatMap(({ plan }) => plan.warnings));
      const warnings = gathered.warnings.filter((warning) => !told.has(warning.replace(/^part \d+: /, '')));
      const reply = gathered.post.replyTo === UNKNOWN_POST_ID ? ['replies to an album, once its post is out'] : [];
      return { what: key, posts, faults: posts.flatMap(({ plan }) => plan.faults), warnings: [...reply, ...warnings] };
    }
  }
}

function withoutUnknown(post: Post): Post {
  const { replyTo, scheduleAtEpochMs, ...rest } = post;
  if (replyTo !== UNKNOWN_POST_ID) return post;
  // The other post is as if it was out since the beginning of time: that is no time that anybody asked for.
  return scheduleAtEpochMs === undefined || scheduleAtEpochMs <= 0 ? rest : { ...rest, scheduleAtEpochMs };
}

/** The same for what cannot be posted. */
export function refusedBy(what: string, error: PigeonpostError): Preview {
  const refusal = refused(what, failureOf(error));
  const faults = error instanceof RejectedTriggerError ? error.faults : [];
  return faults.length > 0 ? { ...refusal, faults } : refusal;
}

function refused(what: string, { code, message, advice }: Failure): Preview {
  const refusal = { what, posts: [], faults: [{ path: '', code, message }], warnings: [] };
  return advice === undefined ? refusal : { ...refusal, advice };
}
