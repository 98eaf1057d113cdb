import type { SandboxRequest } from '../http/endpoint.ts';
import { badMedia, invalidParameter, missingParameter } from './media-refused-error.ts';
import { decodeOrRefuse, readRaw } from './read-media-bytes.ts';

/** The fields of a v2 upload call, which come as JSON or as multipart. */
export interface V2Body {
  /** A number or text as text; undefined when absent, null or empty. */
  text(name: string): string | undefined;
  /** Several values, given as a list or separated by commas: both forms were documented within 2026. */
  list(name: string): string | undefined;
  /** Raw from a part, decoded from base64 in JSON. @throws MediaRefusedError when there is none */
  media(): Buffer;
}

/** @throws MediaRefusedError when the body is of another type, or is no JSON object */
export function readV2Body(request: SandboxRequest): V2Body {
  return request.mediaType === 'multipart/form-data' ? multipartBody(request) : readV2Json(request);
}

/** The fields of a call that takes nothing but JSON. @throws MediaRefusedError as above */
export function readV2Json(request: SandboxRequest): V2Body {
  const fields = readJsonFields(request);
  const text = (name: string): string | undefined => toText(name, fields[name]);
  return {
    text,
    list: (name) => (Array.isArray(fields[name]) ? fields[name].map(String).join(',') : text(name)),
    media: () => {
      const media = fields['media'];
      if (media === undefined || media === null || media === '') throw missingParameter('media');
      if (typeof media !== 'string') throw invalidParameter('media', typeof media);
      return decodeOrRefuse('media', Buffer.from(media));
    },
  };
}

/** The JSON object in the body. @throws MediaRefusedError when it is something else */
export function readJsonFields(request: SandboxRequest): Readonly<Record<string, unknown>> {
  if (request.mediaType !== 'application/json') {
    throw badMedia('Requests with bodies must have content-type of application/json.');
  }
  const { json } = request;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw badMedia('Request body is not valid JSON.');
  }
  return { ...json };
}

function multipartBody(request: SandboxRequest): V2Body {
  const text = (name: string): string | undefined => {
    const values = request.params.filter((param) => param.name === name && param.from === 'multipart');
    return values.length === 0 ? undefined : toText(name, values.map(({ value }) => value).join(','));
  };
  const media = (): Buffer => {
    const bytes = readRaw(request);
    if (bytes === undefined) throw missingParameter('media');
    return bytes;
  };
  return { text, list: (name) => text(name) ?? text(`${name}[]`), media };
}

function toText(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw invalidParameter(name, typeof value);
}
