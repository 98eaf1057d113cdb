import type { FilePart, SandboxRequest } from '../http/endpoint.ts';
import { parseForm } from '../http/parse-form.ts';
import { decodeBase64 } from './decode-base64.ts';
import { invalidParameter, missingParameter } from './media-refused-error.ts';

/**
 * The bytes in `media`, or decoded from `media_data`, in a multipart or an urlencoded body. An empty one counts as absent.
 *
 * @throws MediaRefusedError when there is neither, or both, or no base64 where it should be
 */
export function readMediaBytes(request: SandboxRequest): Buffer {
  const raw = readRaw(request);
  const base64 = findField(request, 'media_data')?.bytes;
  if (raw !== undefined && base64 !== undefined) throw invalidParameter('media', 'media and media_data');
  if (raw !== undefined) return raw;
  if (base64 === undefined) throw missingParameter('media');
  return decodeOrRefuse('media_data', base64);
}

/** The bytes of `media`, decoded when its part says that it is base64, or when it is a base64 text in a form. */
export function readRaw(request: SandboxRequest): Buffer | undefined {
  const field = findField(request, 'media');
  if (field?.transferEncoding?.toLowerCase() === 'base64') return decodeOrRefuse('media', field.bytes);
  // twit sends its segments so, and no media are made of base64's letters alone.
  const maybeText = field?.inForm === true && field.bytes.length % 4 === 0;
  return (maybeText ? decodeBase64(field.bytes) : undefined) ?? field?.bytes;
}

/** @throws MediaRefusedError when the text is no base64 */
export function decodeOrRefuse(parameter: string, base64: Buffer): Buffer {
  const decoded = decodeBase64(base64);
  if (decoded === undefined) throw invalidParameter(parameter, 'no base64');
  return decoded;
}

type Field = Pick<FilePart, 'bytes' | 'transferEncoding'> & { readonly inForm?: true };

/** Query and form are read from their bytes: a picture among them is no text. */
function findField(request: SandboxRequest, name: string): Field | undefined {
  const fields = [...request.parts.filter((part) => part.name === name), ...readFormFields(request, name)];
  return fields.find(({ bytes }) => bytes.length > 0);
}

function readFormFields(request: SandboxRequest, name: string): readonly Field[] {
  if (!request.params.some((param) => param.name === name && param.from !== 'multipart')) return [];
  const form = parseForm({ mediaType: request.mediaType, body: request.rawBody });
  const matching = form.filter((param) => param.name.toString() === name);
  const fromQuery = request.params.filter((param) => param.name === name && param.from === 'query');
  return [
    ...matching.map(({ value }) => ({ bytes: value, transferEncoding: undefined, inForm: true as const })),
    ...fromQuery.map(({ value }) => ({
      bytes: Buffer.from(value),
      transferEncoding: undefined,
      inForm: true as const,
    })),
  ];
}
