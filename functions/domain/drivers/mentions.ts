/** Who is mentioned in a text: names in lower case, without `@`. */
export function mentions(text: string): string[] {
  return [...text.matchAll(/(?<![\w@])@(\w{1,15})(?!\w)/g)].map(([, name = '']) => name.toLowerCase());
}
