import type { KnownMedia } from '../functions/domain/check-media.ts';
import { MediaRejectedError } from '../functions/domain/errors.ts';
import { inspectBytes } from '../functions/domain/inspect-media.ts';
import { planPost, type PostPlan } from '../functions/domain/plan-post.ts';
import type { FieldFault } from '../functions/domain/x-account.ts';
import type { HandRequest } from '../local/accept-hand-post.ts';
import type { CommandResult } from './command.ts';
import type { OpenPlace } from './place.ts';
import { costOf, planAsJson, planAsText, usd } from './show-plan.ts';

/** What would be posted, what it costs and what stands against it; nothing is written, and X is not asked. */
export async function planHandPost({ posts, inlineMedia }: HandRequest, { config }: OpenPlace): Promise<CommandResult> {
  const [first] = posts;
  const settings = config.accounts[first.account] ?? { altText: 'warn' };
  const looks = await Promise.all(inlineMedia.map(async ({ bytes, index }) => lookAt(bytes, index)));
  // What lies behind an address is not looked at before it is fetched.
  const known = first.media.map((_, at) => looks.find(({ index }) => index === at)?.facts ?? null);
  const plans = posts.map((post, index) =>
    planPost(post, index === 0 ? known : [], { ...settings, continuesThread: index > 0 }, Date.now()),
  );
  const unusable = looks.flatMap(({ fault }) => fault ?? []);
  const faults = [...unusable, ...plans.flatMap((plan) => plan.faults)];
  return {
    json: { dryRun: true, costUsd: usd(costOf(plans)), posts: plans.map((plan) => planAsJson(plan)), faults },
    text: [...plans.map((plan, index) => planAsText(plan, index, plans.length)), closing(faults, plans)].join('\n'),
    exitCode: faults.length > 0 ? 1 : 0,
  };
}

interface Look {
  readonly index: number;
  readonly facts: KnownMedia[number];
  readonly fault?: FieldFault;
}

async function lookAt(bytes: Uint8Array, index: number): Promise<Look> {
  try {
    return { index, facts: await inspectBytes(bytes) };
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    return { index, facts: null, fault: { path: `media[${index}]`, code: error.code, message: error.message } };
  }
}

function closing(faults: readonly FieldFault[], plans: readonly PostPlan[]): string {
  if (faults.length > 0) {
    return `it would be refused:\n${faults.map(({ path, message }) => `  ${path}: ${message}\n`).join('')}`;
  }
  return `dry run: nothing was written; it would cost $${usd(costOf(plans)).toFixed(3)}\n`;
}
