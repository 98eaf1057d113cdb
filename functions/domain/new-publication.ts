import type { MediaRef, Post } from './post.ts';
import type { LogState } from './publication-state.ts';
import type { Failure, Publication, TriggerSource } from './publication.ts';

interface Beginning {
  readonly id: string;
  readonly source: TriggerSource;
  readonly label: string;
  readonly account: string;
  readonly fingerprint: string;
  readonly state: LogState;
  readonly dueAtEpochMs: number | null;
  readonly drop?: MediaRef;
  readonly post?: Post;
  readonly failure?: Failure;
  readonly warnings?: readonly string[];
}

/** The first version of a row. */
export function newPublication(beginning: Beginning, nowEpochMs: number): Publication {
  const { id, source, label, account, fingerprint, state, dueAtEpochMs } = beginning;
  const { drop = null, post = null, failure = null, warnings = [] } = beginning;
  // Named one by one: what a trigger carries besides, the bytes of pictures for instance, must not get into the log.
  return {
    kind: 'publication',
    version: 1,
    acceptedAtEpochMs: nowEpochMs,
    updatedAtEpochMs: nowEpochMs,
    id,
    source,
    label,
    account,
    fingerprint,
    state,
    dueAtEpochMs,
    drop,
    post,
    media: post?.media.map(() => ({})) ?? [],
    attempts: [],
    reconcile: null,
    result: null,
    failure,
    warnings,
    generation: 1,
    stumbles: 0,
  };
}
