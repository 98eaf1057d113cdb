import type { DropConfig, PigeonpostConfig } from '../config/config-schema.ts';
import { checkForAccount } from '../domain/check-for-account.ts';
import { fieldsRefused } from '../domain/fields-refused.ts';
import { openMedia } from '../domain/open-media.ts';
import type { Clock, MediaStore } from '../domain/ports.ts';
import type { MediaRef } from '../domain/post.ts';
import type { Publication } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { dropToPost } from '../triggers/s3-drop/drop-to-post.ts';
import { parseMetadata } from '../triggers/s3-drop/parse-metadata.ts';
import type { Sidecar } from '../triggers/s3-drop/parse-sidecar.ts';
import { routeDrop } from '../triggers/s3-drop/route-drop.ts';
import { sidecarEnding } from '../triggers/s3-drop/sidecar-keys.ts';
import { describePicture } from './describe-picture.ts';
import { gatherSidecar } from './gather-sidecar.ts';
import { readSidecar } from './read-sidecar.ts';

export interface GatherPorts {
  readonly media: MediaStore;
  readonly config: PigeonpostConfig;
  readonly clock: Clock;
}

/**
 * What a drop becomes, from all that lies with it by now.
 *
 * @throws RejectedTriggerError, MediaRejectedError for what cannot be posted
 */
export async function gatherPost(row: Publication, ports: GatherPorts): Promise<Gathered> {
  const { drop } = row;
  if (drop === null) throw new Error(`row ${row.id} gathers, but nothing was dropped`);
  if (sidecarEnding(drop.key) !== undefined) return gatherSidecar(drop.key, ports.media);
  const sidecar = await readSidecar(drop.key, ports.media);
  const route = routeDrop(drop.key, ports.config.drops);
  if (sidecar === undefined && route?.sidecar === 'required') return awaitSidecar(row, drop, route, ports.clock());
  const { metadata } = await ports.media.head(drop);
  return postOf(row, drop, { ...parseMetadata(metadata), ...sidecar }, ports);
}

/** Its arrival moves the row to an earlier time; this is the last one. */
function awaitSidecar(row: Publication, drop: MediaRef, route: DropConfig, nowEpochMs: number): Gathered {
  const untilEpochMs = (row.redrivenAtEpochMs ?? row.acceptedAtEpochMs) + route.waitSeconds * 1000;
  if (nowEpochMs < untilEpochMs) return { outcome: 'wait', untilEpochMs };
  const failure = {
    code: 'SIDECAR_MISSING',
    message: `nothing was written beside ${drop.key} within ${route.waitSeconds} seconds`,
    advice: 'Put its sidecar beside the picture, then redrive the post.',
  };
  return { outcome: 'rejected', failure };
}

async function postOf(row: Publication, ref: MediaRef, written: Sidecar, ports: GatherPorts): Promise<Gathered> {
  const { account } = row;
  // Opened to learn what it is: what X would refuse is told now, not when its turn comes.
  const facts = await openMedia(ref, ports.media);
  const route = routeDrop(ref.key, ports.config.drops);
  const about = await describePicture({ account, ref, source: facts }, written, route);
  const post = dropToPost({ account, ref, about });
  const settings = ports.config.accounts[account] ?? { altText: 'warn' };
  const { faults, warnings } = checkForAccount(post, [facts], settings, ports.clock());
  const all = [...foreignAccount(about, account), ...faults];
  if (all.length > 0) throw fieldsRefused(all);
  return { outcome: 'complete', post, warnings: post.text === '' ? ['text is missing', ...warnings] : warnings };
}

/** The route decides who posts; whoever may write to a folder must not post for others by it. */
function foreignAccount(about: Sidecar, account: string) {
  if (about.account === undefined || about.account === account) return [];
  return [
    { path: 'account', code: 'SCHEMA', message: `must be "${account}", whose folder it lies in, or be left out` },
  ];
}
