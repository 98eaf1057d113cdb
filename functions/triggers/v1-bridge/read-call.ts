import { isUtf8 } from 'node:buffer';

import type { BridgeCall, BridgeFile } from './bridge-call.ts';
import type { BytePair } from './parse-pairs.ts';
import type { MultipartParts } from './parse-parts.ts';
import { textOfBytes } from './percent.ts';
import type { RawRequest } from './raw-request.ts';
import { isOAuth } from './read-credentials.ts';

/** What a request says, once it is known whose it is. */
export type ReadCall = Pick<BridgeCall, 'parameters' | 'files' | 'json' | 'contentType'>;

/**
 * The parameters of path, query, form and text parts, and the files. What cannot be read is not there.
 *
 * @param fromPath what the path itself names, an id for instance
 */
export async function readCall(request: RawRequest, fromPath: Readonly<Record<string, string>>): Promise<ReadCall> {
  const { headers, body, contentType, queryPairs, formPairs } = request;
  const { texts, files } =
    contentType === 'multipart' ? await readParts(headers['content-type'] ?? '', body) : { texts: [], files: [] };
  const pairs = [...Object.entries(fromPath), ...asText(queryPairs), ...asText(formPairs), ...texts];
  return {
    // Of one that repeats, the first.
    parameters: new Map(pairs.filter(([name]) => !isOAuth(name)).toReversed()),
    files: [...files, ...formPairs.flatMap(asFile)],
    json: contentType === 'multipart' ? undefined : parseJson(body),
    contentType,
  };
}

async function readParts(contentType: string, body: Uint8Array): Promise<MultipartParts> {
  // Most calls are no multipart ones. A late import of the library itself would lose its names in a bundle.
  const { parseParts } = await import('./parse-parts.ts');
  return parseParts(contentType, body);
}

function asText(pairs: readonly BytePair[]): readonly (readonly [string, string])[] {
  return pairs.map(([name, value]) => [textOfBytes(name), textOfBytes(value)]);
}

/** A value of a form that is no text: some clients bring their media so. */
function asFile([name, value]: BytePair): readonly BridgeFile[] {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? [] : [{ name: textOfBytes(name), bytes }];
}

const OPENING_BRACE = 0x7b;

/** Looked for whatever the content type says: some clients give none. Ids beyond 2^53 come as texts, digit by digit. */
function parseJson(body: Uint8Array): unknown {
  if (body[0] !== OPENING_BRACE) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'), keepDigits) as unknown;
  } catch {
    return undefined;
  }
}

function keepDigits(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return /^\d+$/.test(context?.source ?? '') ? context?.source : value;
}
