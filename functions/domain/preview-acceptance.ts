import type { PartPath } from './accept-thread-with-media.ts';
import { lookAtMedia, type AcceptanceWithMedia } from './accept-with-media.ts';
import { planPost, type PlanRules, type PostPlan } from './plan-post.ts';
import type { Clock, MediaStore } from './ports.ts';
import type { Post } from './post.ts';

interface PreviewPorts {
  readonly media: MediaStore;
  readonly clock: Clock;
}

/** A post, or a thread, as it would go out. */
export interface ThreadPlan extends PostPlan {
  /** Plans of the posts that follow; their problems stand in those of the whole. */
  readonly following: readonly PostPlan[];
}

/**
 * What would become of a trigger, every problem of its media and its posts told; nothing is written or kept.
 *
 * @param pathOf where a fault of a following post is
 */
export async function previewAcceptance(
  acceptance: AcceptanceWithMedia & { readonly following: readonly Post[] },
  rules: PlanRules,
  { media, clock }: PreviewPorts,
  pathOf: PartPath,
): Promise<ThreadPlan> {
  const { post, known, faults } = await lookAtMedia(acceptance, media);
  const plan = planPost(post, known, rules, clock());
  const following = acceptance.following.map((post) =>
    planPost(post, [], { ...rules, continuesThread: true }, clock()),
  );
  const parts = following.flatMap((part, index) =>
    part.faults.map((fault) => ({ ...fault, path: pathOf(index, fault.path) })),
  );
  const warnings = following.flatMap((part, index) => part.warnings.map((warning) => pathOf(index, warning)));
  return {
    ...plan,
    following,
    faults: [...faults, ...plan.faults, ...parts],
    warnings: [...plan.warnings, ...warnings],
  };
}
