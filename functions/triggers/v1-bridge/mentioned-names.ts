/** The screen names that a text mentions, in lower case and without `@`; `@name/list` names a list, not a person. */
export function mentionedNames(text: string): ReadonlySet<string> {
  const found = text.matchAll(/(?<![\w@＠!#$%&*])[@＠](\w{1,20})(?![\w@＠]|\/[A-Za-z])/g);
  return new Set([...found].map(([, name = '']) => name.toLowerCase()));
}
