import type { XAnswer } from '../../../domain/errors.ts';
import type { HttpReply } from '../http/exchange.ts';
import { fieldsOf, listOf, numberOf, parseExact, textOf } from './parse-exact.ts';
import type { Redact } from './redact.ts';

/** More of X's words is never shown: an error page can be long. */
const MAX_DETAIL_LENGTH = 300;

/** One answer of X, whatever shape it came in. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON value; undefined for an empty body, HTML, XML, plain text and cut-off JSON. */
  readonly json: unknown;
  /** `empty`, `json`, or what came instead. */
  readonly form: 'empty' | 'json' | 'markup' | 'text';
  /** What X said, as far as it may be shown. */
  readonly x: XAnswer;
}

/** Never throws: what cannot be read is still an answer with a status. */
export function parseAnswer(reply: HttpReply, redact: Redact): Answer {
  const text = reply.body
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  const json = parseExact(text);
  const form = text === '' ? 'empty' : json !== undefined ? 'json' : text.startsWith('<') ? 'markup' : 'text';
  const said = form === 'markup' ? readMarkup(text) : form === 'text' ? { detail: text } : readJson(json);
  const x = { status: reply.status, ...tidy({ ...said, requestId: requestIdOf(reply.headers) }, redact) };
  return { status: reply.status, headers: reply.headers, json, form, x };
}

/** What X's support asks for. */
function requestIdOf(headers: HttpReply['headers']): string | undefined {
  return headers['x-transaction-id'] ?? headers['x-transaction'] ?? headers['x-connection-hash'];
}

type Said = { [Name in Exclude<keyof XAnswer, 'status'>]?: XAnswer[Name] | undefined };

/**
 * All the shapes X's errors have: `errors` as a list of codes (v1.1), as a list of problems, as plain text; a problem
 * object; `{"request","error"}` of media/upload.
 */
function readJson(json: unknown): Said {
  const body = fieldsOf(json);
  const first = fieldsOf(listOf(body['errors'])[0]);
  const type = textOf(body['type']) ?? textOf(first['type']);
  const details = [
    textOf(body['errors']),
    textOf(first['message']),
    textOf(body['error']),
    textOf(body['detail']) ?? textOf(first['detail']),
    textOf(body['error_description']),
    textOf(body['reason']),
    textOf(body['period']),
  ];
  return {
    code: numberOf(first['code']) ?? numberOf(body['code']),
    problem: type === undefined || type === 'about:blank' ? undefined : lastSegment(type),
    title: textOf(body['title']) ?? textOf(first['title']),
    detail: [...new Set(details.filter((detail) => detail !== undefined && detail !== ''))].join(' '),
  };
}

/** Compared by its last segment, since the host in front of it changed in 2026. */
function lastSegment(type: string): string {
  return type.slice(type.lastIndexOf('/') + 1);
}

/** XML of the OAuth routes, as in `<error code="415">…</error>`; of an HTML page its title. */
function readMarkup(text: string): Said {
  const error = /<error(?:\s+code="(\d+)")?[^>]*>([^<]*)<\/error>/.exec(text);
  if (error !== null) return { code: error[1] === undefined ? undefined : Number(error[1]), detail: error[2] };
  return { detail: `a page instead of an answer: ${/<title>([^<]*)/i.exec(text)?.[1] ?? 'without title'}` };
}

function tidy(said: Said, redact: Redact): Omit<XAnswer, 'status'> {
  const entries = Object.entries(said).flatMap(([name, value]) => {
    if (value === undefined || value === '') return [];
    return [[name, typeof value === 'string' ? shorten(redact(value)) : value] as const];
  });
  return Object.fromEntries(entries);
}

/** One line without control characters. */
function shorten(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is removed
  const line = text.replaceAll(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ').trim();
  return line.length > MAX_DETAIL_LENGTH ? `${line.slice(0, MAX_DETAIL_LENGTH)}…` : line;
}
