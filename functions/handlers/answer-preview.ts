import type { PostPlan } from '../domain/plan-post.ts';
import type { HttpAnswer } from '../middleware/http-event.ts';
import type { PreviewAnswer } from '../openapi/answer-schemas.ts';

/** 200 with what the post would be. It has no id: there is nothing to ask for later. */
export function answerPreview({ post, price, faults, warnings, media, ...weight }: PostPlan): HttpAnswer {
  const document = {
    state: 'dry run',
    account: post.account,
    text: post.text,
    weightedLength: weight.weightedLength,
    maxWeightedLength: weight.maxWeightedLength,
    price: {
      totalUsd: price.totalMicroUsd / 1e6,
      lines: price.lines.map(({ what, microUsd }) => ({ what, usd: microUsd / 1e6 })),
    },
    problems: faults.map(({ path, code, message }) => ({ path, code, message })),
    warnings: [...warnings],
    media: media.map((facts) => (facts === null ? null : { ...facts })),
  } satisfies PreviewAnswer;
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode: 200, headers, body: JSON.stringify(document) };
}
