import type { FieldFault } from '../../functions/domain/x-account.ts';
import { plainTable } from '../../local/plain-table.ts';
import type { CommandResult } from '../command.ts';
import { costOf, planAsJson, planAsText, usd } from '../show-plan.ts';
import type { Preview } from './preview-post.ts';

/** Previews for people and for programs; the answer is a no where one of them would be refused. */
export function showPreviews(previews: readonly Preview[]): CommandResult {
  const isRefused = previews.some(({ faults }) => faults.length > 0);
  const postable = previews.filter(({ faults }) => faults.length === 0).flatMap(({ posts }) => posts);
  const costUsd = usd(costOf(postable.map(({ plan }) => plan)));
  const count = postable.length === 1 ? '1 post' : `${postable.length} posts`;
  return {
    json: { costUsd, previews: previews.map(asJson) },
    text: `${previews.map(asText).join('\n')}\n${count} for $${costUsd.toFixed(3)}; nothing was written\n`,
    exitCode: isRefused ? 1 : 0,
  };
}

function asJson({ what, posts, faults, warnings, advice, ignored }: Preview): object {
  const outcome = faults.length > 0 ? 'refused' : posts.length > 0 ? 'posted' : 'ignored';
  return {
    what,
    outcome,
    posts: posts.map(({ plan, changes }) => planAsJson(plan, changes)),
    faults,
    warnings,
    ...(advice === undefined ? {} : { advice }),
    ...(ignored === undefined ? {} : { reason: ignored }),
  };
}

function asText({ what, posts, faults, warnings, advice, ignored }: Preview): string {
  const told = [
    ...warnings.map((warning) => ['warning', warning]),
    ...(ignored === undefined ? [] : [['no post', ignored]]),
    ...faults.map((fault) => ['refused', lineOf(fault)]),
    ...(advice === undefined ? [] : [['advice', advice]]),
  ];
  const shown = posts.map(({ plan, changes }, index) => planAsText(plan, index, posts.length, changes));
  return [`${what}\n`, ...shown, ...(told.length === 0 ? [] : [plainTable(told)])].join('');
}

function lineOf({ path, message }: FieldFault): string {
  return path === '' ? message : `${path}: ${message}`;
}
