const ADDRESS = /^https:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/[^?#]*\/status(?:es)?\/(\d{1,19})(?:[/?#].*)?$/;

/** The id of a post as a person gives it: as it is, or out of the address that X shows. */
export function readPostId(given: string): string {
  const text = given.trim();
  return ADDRESS.exec(text)?.[1] ?? text;
}
