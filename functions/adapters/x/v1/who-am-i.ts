import type { XUser } from '../../../domain/x-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';

/** The user the keys belong to (GET account/verify_credentials). */
export function whoAmI(session: Session, { apiUrl }: DriverSettings, signal?: AbortSignal): Promise<XUser> {
  return callRepeatedly(
    session,
    {
      step: 'read',
      method: 'GET',
      baseUrl: apiUrl,
      path: '/1.1/account/verify_credentials.json',
      query: [
        ['include_entities', 'false'],
        ['skip_status', 'true'],
      ],
      deadline: 'short',
      signal,
    },
    readUser,
  );
}

function readUser({ json, headers }: Answer): XUser | undefined {
  const user = fieldsOf(json);
  const userId = idOf(user['id_str'], user['id']);
  const screenName = textOf(user['screen_name']);
  if (userId === undefined || screenName === undefined) return undefined;
  const accessLevel = headers['x-access-level'];
  return { userId, screenName, ...(accessLevel === undefined ? {} : { accessLevel }) };
}
