import { publicStates } from '../domain/publication-state.ts';
import type { Publication } from '../domain/publication.ts';
import type { HttpAnswer } from '../middleware/http-event.ts';
import type { NotPostedAnswer, PublicationAnswer } from '../openapi/answer-schemas.ts';
import { postToken } from '../triggers/webhook/post-token.ts';
import type { WebhookKeys } from '../triggers/webhook/verified-call.ts';

/** 202 for a call that was taken in now and goes on; 200 for a repeat, and for what has ended, with what became of it. */
export function answerPublication(publication: Publication, isNew: boolean, keys: WebhookKeys): HttpAnswer {
  const { id, state, result, failure } = publication;
  const answer = { id, state: publicStates[state], url: `/posts/${id}?token=${postToken(keys.current, id)}` };
  const outcome = { ...(result !== null && { result: resultOf(result) }), ...(failure !== null && { failure }) };
  return json(isNew ? 202 : 200, { ...answer, ...outcome } satisfies PublicationAnswer);
}

/** 200 for a call that was understood and asks for no post: its sender must not send it again. */
export function answerNotPosted(reason: string): HttpAnswer {
  return json(200, { state: 'not posted', reason } satisfies NotPostedAnswer);
}

function json(statusCode: number, document: object): HttpAnswer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(document) };
}

function resultOf({ postId, url, postedAtEpochMs }: NonNullable<Publication['result']>) {
  return { postId, url, postedAt: new Date(postedAtEpochMs).toISOString() };
}
