import { describeSchemaFault } from '../errors/describe-schema-fault.ts';
import { invalidRequest } from '../errors/v2-problem.ts';
import type { SandboxRequest } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { type V2Post, v2PostSchema } from './v2-post-schema.ts';

const EXCLUSIVE = ['media', 'poll', 'quote_tweet_id', 'card_uri'] as const;

/** The body of POST /2/tweets. @throws Refusal with X's 400 when it is no such thing. */
export function readV2Post(request: SandboxRequest): V2Post {
  if (request.mediaType !== 'application/json') {
    throw new Refusal(invalidRequest('Requests with bodies must have content-type of application/json.'));
  }
  if (request.json === undefined) throw new Refusal(invalidRequest('Request body is not valid JSON.'));
  const parsed = v2PostSchema.safeParse(request.json);
  if (!parsed.success) throw new Refusal(invalidRequest(describeSchemaFault(parsed.error, request.json)));
  const post = parsed.data;
  const attachments = EXCLUSIVE.filter((name) => post[name] !== undefined);
  if (attachments.length > 1) {
    throw new Refusal(invalidRequest(`$: ${attachments.join(', ')} are mutually exclusive`));
  }
  if (post.text.trim() === '' && attachments.length === 0)
    throw new Refusal(invalidRequest('$.text: is missing but it is required'));
  return post;
}
