import { V1Error, v1Errors } from './v1-error.ts';

/** 400/38 in X's words, as in `media parameter is missing.` */
export function missingParameter(name: string): V1Error {
  return new V1Error(v1Errors.parameterMissing, `${name} parameter is missing.`);
}

/** 400/44 in X's words, as in `media_ids parameter is invalid.` */
export function invalidParameter(name: string): V1Error {
  return new V1Error(v1Errors.parameterInvalid, `${name} parameter is invalid.`);
}
