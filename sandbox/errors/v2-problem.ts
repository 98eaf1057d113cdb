import type { Reply } from '../http/endpoint.ts';

const JSON_PROBLEM = { 'content-type': 'application/problem+json' };

/** A v2 problem of no special type, as in `{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}`. */
export function plainProblem(status: number, title: string, detail = title): Reply {
  return { status, headers: JSON_PROBLEM, body: { title, type: 'about:blank', status, detail } };
}

/** A v2 problem with a type; `slug` is the last segment of its address. */
export function typedProblem(status: number, title: string, detail: string, slug: string): Reply {
  return { status, headers: JSON_PROBLEM, body: { title, detail, type: problemType(slug), status } };
}

/** A 400 that names the parameters X did not like. */
export function invalidRequest(message: string, parameters: Readonly<Record<string, readonly string[]>> = {}): Reply {
  return {
    status: 400,
    headers: JSON_PROBLEM,
    body: {
      errors: [{ parameters, message }],
      title: 'Invalid Request',
      detail: 'One or more parameters to your request was invalid.',
      type: problemType('invalid-request'),
    },
  };
}

/** Bodies carried this host until mid-2025 and `api.x.com` from August 2026; clients compare the last segment alone. */
export function problemType(slug: string): string {
  return `https://api.twitter.com/2/problems/${slug}`;
}
