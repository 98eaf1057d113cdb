/**
 * A name that strangers chose, with the characters made visible that would turn its letters around: `photo\u202Egpj.exe`
 * must not read as a picture.
 */
export function plainName(name: string): string {
  return name.replaceAll(
    /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}
