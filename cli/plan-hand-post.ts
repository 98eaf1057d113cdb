import { SharpFitter } from '../functions/adapters/pictures/sharp-fitter.ts';
import type { FieldFault } from '../functions/domain/x-account.ts';
import type { HandRequest } from '../local/accept-hand-post.ts';
import type { CommandResult } from './command.ts';
import type { OpenPlace } from './place.ts';
import { previewPost, type PreviewedPost } from './preview/preview-post.ts';
import { PreviewStore } from './preview/preview-store.ts';
import { costOf, planAsJson, planAsText, usd } from './show-plan.ts';

/** What would be posted, what it costs and what stands against it; nothing is written, and X is not asked. */
export async function planHandPost({ posts, inlineMedia }: HandRequest, { config }: OpenPlace): Promise<CommandResult> {
  const brought = new Map(inlineMedia.map(({ key, bytes }) => [key, bytes] as const));
  const store = new PreviewStore({ prefix: '', folder: 'drop' }, brought);
  const ports = { config, store, fitter: new SharpFitter(), nowEpochMs: Date.now() };
  const previews: PreviewedPost[] = [];
  for (const [index, post] of posts.entries()) previews.push(await previewPost(post, index, undefined, ports));
  const plans = previews.map(({ plan }) => plan);
  const faults = plans.flatMap((plan) => plan.faults);
  const costUsd = usd(costOf(plans));
  const shown = previews.map(({ plan, changes }, index) => planAsText(plan, index, plans.length, changes));
  return {
    json: { dryRun: true, costUsd, posts: previews.map(({ plan, changes }) => planAsJson(plan, changes)), faults },
    text: [...shown, closing(faults, costUsd)].join('\n'),
    exitCode: faults.length > 0 ? 1 : 0,
  };
}

function closing(faults: readonly FieldFault[], costUsd: number): string {
  if (faults.length > 0) {
    return `it would be refused:\n${faults.map(({ path, message }) => `  ${path}: ${message}\n`).join('')}`;
  }
  return `dry run: nothing was written; it would cost $${costUsd.toFixed(3)}\n`;
}
