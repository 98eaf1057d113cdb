/** How v1.1 says yes (POST statuses/update, `trim_user`: "true, t or 1"); everything else says no. */
const YES: readonly string[] = ['true', 't', '1'];

/** The first of these parameters that says something; undefined when none does. */
export function readFlag(parameters: ReadonlyMap<string, string>, ...names: readonly string[]): boolean | undefined {
  const said = names.map((name) => parameters.get(name)?.trim().toLowerCase() ?? '').find((value) => value !== '');
  return said === undefined ? undefined : YES.includes(said);
}
