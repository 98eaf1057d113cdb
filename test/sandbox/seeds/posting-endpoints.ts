import { type Playground, mediaFixture, multipart } from '../playground.ts';
import type { Answer, Caller } from '../signed-request.ts';

export const UPDATE = '/1.1/statuses/update.json';
export const UPDATE_WITH_MEDIA = '/1.1/statuses/update_with_media.json';

type Fields = Readonly<Record<string, string>>;

/** One of the two ways to post on v1.1, for the parameters that both have. */
export interface PostingEndpoint {
  readonly endpoint: string;
  readonly send: (fields: Fields, by?: Caller) => Promise<Answer>;
}

/** The picture of the documents' example: 333 by 175. */
export const drawing = new Blob([mediaFixture('drawing-333x175.png')], { type: 'image/png' });

export function withDrawing(fields: Fields): FormData {
  return multipart(...Object.entries(fields), ['media[]', drawing]);
}

/** Both, as `describe.each` takes them. */
export function postingEndpoints(sandbox: Playground): readonly PostingEndpoint[] {
  return [
    { endpoint: 'statuses/update', send: (form, by = sandbox.call) => by({ path: UPDATE, form }) },
    {
      endpoint: 'statuses/update_with_media',
      send: (fields, by = sandbox.call) => by({ path: UPDATE_WITH_MEDIA, multipart: withDrawing(fields) }),
    },
  ];
}

/** Status of the answer and code of its first error, as in `[403, 187]`; without an error the status alone. */
export function outcome({ status, at }: Answer): readonly unknown[] {
  const code = at('errors', 0, 'code');
  return code === undefined ? [status] : [status, code];
}
