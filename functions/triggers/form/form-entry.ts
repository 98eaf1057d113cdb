/** A file of a form. */
export interface FormFile {
  readonly bytes: Uint8Array;
  /** As the sender calls it; nothing vouches for it. */
  readonly filename: string;
  /** As the sender says; the bytes decide. */
  readonly mediaType: string;
}

/** One field of a form, in the order in which they came. */
export interface FormEntry {
  readonly name: string;
  readonly value: string | FormFile;
}

export function isFormFile(value: unknown): value is FormFile {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;
}

/** Beyond so many it is no form that somebody filled in. */
export const MAX_FORM_ENTRIES = 500;

/** Longer names help nobody. */
export const MAX_NAME_UNITS = 200;
