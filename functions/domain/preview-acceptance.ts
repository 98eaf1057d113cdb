import { lookAtMedia, type AcceptanceWithMedia } from './accept-with-media.ts';
import { planPost, type PlanRules, type PostPlan } from './plan-post.ts';
import type { Clock, MediaStore } from './ports.ts';

interface PreviewPorts {
  readonly media: MediaStore;
  readonly clock: Clock;
}

/** What would become of a trigger, every problem of its media and its post told; nothing is written or kept. */
export async function previewAcceptance(
  acceptance: AcceptanceWithMedia,
  rules: PlanRules,
  { media, clock }: PreviewPorts,
): Promise<PostPlan> {
  const { post, known, faults } = await lookAtMedia(acceptance, media);
  const plan = planPost(post, known, rules, clock());
  return { ...plan, faults: [...faults, ...plan.faults] };
}
