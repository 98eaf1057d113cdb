import type { XUser } from '../../../domain/x-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';

/** The user the keys belong to (GET /2/users/me). */
export function whoAmI(session: Session, { apiUrl }: DriverSettings, signal?: AbortSignal): Promise<XUser> {
  const call = {
    step: 'read',
    method: 'GET',
    baseUrl: apiUrl,
    path: '/2/users/me',
    deadline: 'short',
    signal,
  } as const;
  return callRepeatedly(session, call, readUser);
}

function readUser({ json, headers }: Answer): XUser | undefined {
  const data = fieldsOf(fieldsOf(json)['data']);
  const userId = idOf(data['id']);
  const screenName = textOf(data['username']);
  if (userId === undefined || screenName === undefined) return undefined;
  const accessLevel = headers['x-access-level'];
  return { userId, screenName, ...(accessLevel === undefined ? {} : { accessLevel }) };
}
