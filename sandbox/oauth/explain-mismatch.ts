import { FORM, parseForm } from '../http/parse-form.ts';
import { type RawParam, parseUrlencoded } from '../http/parse-urlencoded.ts';
import type { RawCall } from '../http/raw-call.ts';
import { type Secrets, fits, isOAuth, textFor } from './verify-signature.ts';

interface Mistake {
  readonly why: string;
  readonly params?: readonly RawParam[];
  readonly origin?: string;
  readonly secrets?: Secrets;
}

const X_ORIGINS = [
  'https://api.twitter.com',
  'https://api.x.com',
  'https://upload.twitter.com',
  'https://upload.x.com',
];

const NO_IDEA = 'the signature does not fit the base string below, nor any usual mistake';
/** A picture in a form is megabytes long: too much to sign again for every guess. */
const LONGEST_FORM_BYTES = 65_536;

/** What the client did instead, for the request log: the usual mistakes are tried one after the other. */
export function explainMismatch(
  call: RawCall,
  header: readonly RawParam[],
  secrets: Secrets,
  signature: string,
): string {
  if (call.body.length > LONGEST_FORM_BYTES && call.mediaType === FORM) return NO_IDEA;
  const query = parseUrlencoded(call.query);
  const form = parseForm(call);
  const all = [...header, ...query, ...form];
  const found = [...addressMistakes(call), ...parameterMistakes(header, query, form), ...keyMistakes(secrets)].find(
    (mistake) => fits(signature, textFor(call, mistake.params ?? all, mistake.origin), mistake.secrets ?? secrets),
  );
  return found?.why ?? NO_IDEA;
}

function addressMistakes({ origin }: RawCall): readonly Mistake[] {
  const swapped = origin.startsWith('https:') ? origin.replace('https:', 'http:') : origin.replace('http:', 'https:');
  const scheme = `the client signed ${swapped} and called ${origin}: send X-Forwarded-Proto, or start the sandbox with --https`;
  return [
    { why: scheme, origin: swapped },
    ...X_ORIGINS.map((other) => ({
      why: `the client signed ${other} and called ${origin}: send the Host that is signed`,
      origin: other,
    })),
  ];
}

function parameterMistakes(
  header: readonly RawParam[],
  query: readonly RawParam[],
  form: readonly RawParam[],
): readonly Mistake[] {
  return [
    { why: 'the form body was left out of the signature', params: [...header, ...query] },
    { why: 'the query was left out of the signature', params: [...header, ...query.filter(isOAuth), ...form] },
    { why: 'only the OAuth parameters were signed', params: [...header, ...[...query, ...form].filter(isOAuth)] },
  ];
}

function keyMistakes(secrets: Secrets): readonly Mistake[] {
  return [
    { why: 'the token secret was left out of the signing key', secrets: { ...secrets, token: '' } },
    {
      why: 'consumer secret and token secret are swapped',
      secrets: { consumer: secrets.token, token: secrets.consumer },
    },
  ];
}
