import type { DropConfig, PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { pictureRulesOf } from '../../functions/config/picture-rules-of.ts';
import type { PictureFitter } from '../../functions/domain/pictures/picture-fitter.ts';
import { planPost, type PostPlan } from '../../functions/domain/plan-post.ts';
import type { MediaStore } from '../../functions/domain/ports.ts';
import type { Post } from '../../functions/domain/post.ts';
import type { FieldFault } from '../../functions/domain/x-account.ts';
import { MAX_PHOTO_BYTES, PHOTO_SIZE_LIMIT_BYTES } from '../../functions/domain/x-limits.ts';
import type { MediaChanges } from '../show-plan.ts';
import { planMedium } from './plan-media.ts';

export interface PreviewedPost {
  readonly plan: PostPlan;
  readonly changes: MediaChanges;
}

/** What one path would become. */
export interface Preview {
  /** As people call it. */
  readonly what: string;
  /** Empty where nothing would be posted. */
  readonly posts: readonly PreviewedPost[];
  /** What stands against it; empty when it can be sent. */
  readonly faults: readonly FieldFault[];
  readonly warnings: readonly string[];
  /** What to do about the faults, where that is known. */
  readonly advice?: string;
  /** Why it is no post, and nobody's fault. */
  readonly ignored?: string;
}

export interface PreviewPorts {
  readonly config: PigeonpostConfig;
  readonly store: MediaStore;
  readonly fitter: PictureFitter;
  readonly nowEpochMs: number;
}

/** The post as it would go out, its pictures as they would go up. */
export async function previewPost(
  post: Post,
  index: number,
  route: DropConfig | undefined,
  { config, store, fitter, nowEpochMs }: PreviewPorts,
): Promise<PreviewedPost> {
  const account = config.accounts[post.account];
  const rules = pictureRulesOf(account, route);
  const maxPhotoBytes = account?.endpoint === 'update_with_media' ? PHOTO_SIZE_LIMIT_BYTES : MAX_PHOTO_BYTES;
  const planned = [];
  for (const [at, medium] of post.media.entries()) {
    planned.push(await planMedium(medium, at, { store, fitter, rules, maxPhotoBytes }));
  }
  // What could be made fit is by now.
  const settings = { ...(account ?? { altText: 'warn' as const }), oversize: 'refuse' as const };
  const facts = planned.map((medium) => medium.facts);
  const plan = planPost(post, facts, { ...settings, continuesThread: index > 0 }, nowEpochMs);
  const faults = [...planned.flatMap(({ fault }) => fault ?? []), ...plan.faults];
  return { plan: { ...plan, faults }, changes: planned.map(({ changes }) => changes) };
}
