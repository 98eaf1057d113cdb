import type { Reply } from '../http/endpoint.ts';

/** A v2 problem as X writes it since August 2026: on `api.x.com`, `detail` first. Other answers stay as they are. */
export function modernProblem(reply: Reply): Reply {
  if (reply.headers?.['content-type'] !== 'application/problem+json') return reply;
  const { detail, status, title, type, ...rest } = reply.body as Readonly<Record<string, unknown>>;
  const moved = typeof type === 'string' ? type.replace('https://api.twitter.com/', 'https://api.x.com/') : type;
  return { ...reply, body: { ...rest, detail, ...(status === undefined ? {} : { status }), title, type: moved } };
}
