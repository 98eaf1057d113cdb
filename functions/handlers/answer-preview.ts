import type { ThreadPlan } from '../domain/preview-acceptance.ts';
import type { HttpAnswer } from '../middleware/http-event.ts';
import type { PreviewAnswer } from '../openapi/answer-schemas.ts';

/** 200 with what the post would be. It has no id: there is nothing to ask for later. */
export function answerPreview({ post, faults, warnings, media, following, ...plan }: ThreadPlan): HttpAnswer {
  const lines = [plan, ...following].flatMap(({ price }) => price.lines);
  const document = {
    state: 'dry run',
    account: post.account,
    text: post.text,
    weightedLength: plan.weightedLength,
    maxWeightedLength: plan.maxWeightedLength,
    price: {
      totalUsd: lines.reduce((sum, { microUsd }) => sum + microUsd, 0) / 1e6,
      lines: lines.map(({ what, microUsd }) => ({ what, usd: microUsd / 1e6 })),
    },
    problems: faults.map(({ path, code, message }) => ({ path, code, message })),
    warnings: [...warnings],
    ...(following.length > 0 && {
      thread: following.map(({ post, weightedLength }) => ({ text: post.text, weightedLength })),
    }),
    media: media.map((facts) => (facts === null ? null : { ...facts })),
  } satisfies PreviewAnswer;
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode: 200, headers, body: JSON.stringify(document) };
}
