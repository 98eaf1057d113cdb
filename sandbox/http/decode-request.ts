import type { FaultAction } from '../faults/fault.ts';
import type { FilePart, Param, SandboxRequest, Signed } from './endpoint.ts';
import { FORM, parseForm } from './parse-form.ts';
import { parseJson } from './parse-json.ts';
import { type MultipartBody, parseMultipart } from './parse-multipart.ts';
import { type RawParam, parseUrlencoded } from './parse-urlencoded.ts';
import type { RawCall } from './raw-call.ts';

export const MULTIPART = 'multipart/form-data';

/** A request with its parameters taken from wherever they came. */
export class DecodedRequest implements SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly mediaType: string;
  readonly rawBody: Buffer;
  readonly params: readonly Param[];
  readonly files: readonly FilePart[];
  readonly parts: readonly FilePart[];
  readonly json: unknown;
  signed: Signed | undefined = undefined;
  fault: FaultAction | undefined = undefined;
  readonly route: Readonly<Record<string, string | undefined>>;

  constructor(call: RawCall, route: SandboxRequest['route'], multipart: MultipartBody) {
    this.method = call.method;
    this.path = call.path;
    this.origin = call.origin;
    this.headers = call.headers;
    this.mediaType = call.mediaType;
    this.rawBody = call.body;
    this.route = route;
    this.params = [
      ...asText(parseUrlencoded(call.query), 'query'),
      ...asText(parseForm(call), 'form'),
      ...multipart.params,
    ];
    this.files = multipart.files;
    this.parts = multipart.parts;
    this.json = mayBeJson(call) ? parseJson(call.body.toString('utf8')) : undefined;
  }

  param(name: string): string | undefined {
    return this.params.find((param) => param.name === name)?.value;
  }

  flag(name: string): boolean | undefined {
    const value = this.param(name)?.trim().toLowerCase();
    return value === undefined || value === '' ? undefined : ['true', 't', '1'].includes(value);
  }
}

/** The request as endpoints see it. Never throws: what cannot be decoded is absent. */
export async function decodeRequest(call: RawCall, route: SandboxRequest['route']): Promise<DecodedRequest> {
  const multipart =
    call.mediaType === MULTIPART
      ? await parseMultipart(call.headers['content-type'] ?? '', call.body)
      : { parts: [], params: [], files: [] };
  return new DecodedRequest(call, route, multipart);
}

/** Values become text only when asked for: a picture in a form is never asked for as text. */
function asText(params: readonly RawParam[], from: Param['from']): readonly Param[] {
  return params.map(({ name, value }) => ({
    name: name.toString('utf8'),
    get value() {
      return value.toString('utf8');
    },
    from,
  }));
}

/** `media/metadata/create` is also sent as `text/plain`, so everything that is no form may be JSON. */
function mayBeJson(call: RawCall): boolean {
  return call.body.length > 0 && call.mediaType !== FORM && call.mediaType !== MULTIPART;
}
