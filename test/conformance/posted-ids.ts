import type { Answer, Caller } from '../sandbox/signed-request.ts';
import type { Person } from './target.ts';

interface Posted {
  readonly id: string;
  readonly version: 1 | 2;
  readonly call: Caller;
}

/** Remembers what was posted, so that a run can leave an account as it was. */
export class PostedIds {
  #posted: Posted[] = [];

  /** The same person, whose posts are remembered. */
  watch(person: Person): Person {
    const { call } = person;
    return {
      ...person,
      call: async (wanted) => {
        const answer = await call(wanted);
        const posted = readPosted(wanted.path, wanted.method, answer);
        if (posted !== undefined) this.#posted.push({ ...posted, call });
        return answer;
      },
    };
  }

  /** What is gone already, or cannot be deleted, is left alone. */
  async deleteAll(): Promise<void> {
    const all = this.#posted;
    this.#posted = [];
    for (const { id, version, call } of all) {
      await (version === 1
        ? call({ method: 'POST', path: `/1.1/statuses/destroy/${id}.json` })
        : call({ method: 'DELETE', path: `/2/tweets/${id}` }));
    }
  }
}

function readPosted(
  path: string,
  method: string | undefined,
  { status, at }: Answer,
): Omit<Posted, 'call'> | undefined {
  const [v1, v2] = [at('id_str'), at('data', 'id')];
  if (status === 200 && path.startsWith('/1.1/statuses/update') && typeof v1 === 'string')
    return { id: v1, version: 1 };
  if (status === 201 && path === '/2/tweets' && method !== 'GET' && typeof v2 === 'string')
    return { id: v2, version: 2 };
  return undefined;
}
