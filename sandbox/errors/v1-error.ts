import type { Reply } from '../http/endpoint.ts';

/** A v1.1 error, as in `{"errors":[{"code":187,"message":"Status is a duplicate."}]}`. */
export function v1Error(status: number, code: number, message: string): Reply {
  return { status, body: { errors: [{ code, message }] } };
}
