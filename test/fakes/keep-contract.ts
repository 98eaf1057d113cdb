import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

import type { HttpAnswer, HttpHandler } from '../../functions/middleware/http-event.ts';
import { openApiDocument } from '../../functions/openapi/openapi-document.ts';

interface Operation {
  readonly responses: Readonly<Record<string, Response | undefined>>;
}

interface Response {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly content?: Readonly<Record<string, object | undefined>>;
}

const document = openApiDocument();
const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
ajv.addSchema(document, 'document');

/** The handler, failing where it answers what the OpenAPI document does not have: `functions/openapi/` must say it first. */
export function keepContract(handler: HttpHandler, path: string): HttpHandler {
  return async (event, context) => {
    const answer = await handler(event, context);
    const methods = paths[path] ?? {};
    const method = event.requestContext.http.method.toLowerCase();
    // Another method is refused as those that are there say.
    const [first = ''] = Object.keys(methods);
    const breach = findBreach(path, method in methods ? method : first, answer);
    if (breach !== undefined) throw new Error(`${method} ${path} breaks the OpenAPI document: ${breach}`);
    return answer;
  };
}

/** What the document does not say of that answer; undefined when it says all of it. */
export function findBreach(path: string, method: string, { statusCode, headers = {}, body = '' }: HttpAnswer) {
  const told = paths[path]?.[method]?.responses[String(statusCode)];
  if (told === undefined) return `it knows no status ${statusCode}`;
  const needed = Object.entries(told.headers ?? {}).filter(([, { required }]) => required === true);
  const missing = needed.find(([name]) => headers[name.toLowerCase()] === undefined);
  if (missing !== undefined) return `${statusCode} comes without ${missing[0]}`;
  const type = String(headers['content-type']).split(';')[0] ?? '';
  if (told.content?.[type] === undefined) return `${statusCode} has no ${type}`;
  const pointer = ['paths', path, method, 'responses', statusCode, 'content', type, 'schema'];
  const escaped = pointer.map((step) => encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1')));
  const validate = ajv.getSchema(`document#/${escaped.join('/')}`);
  if (validate === undefined) return `${statusCode} ${type} has no schema`;
  if (validate(JSON.parse(body))) return undefined;
  return `${ajv.errorsText(validate.errors)} in ${body.slice(0, 500)}`;
}
