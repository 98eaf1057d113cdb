import { RejectedTriggerError } from '../../domain/errors.ts';

/**
 * The value of a YAML text, core schema: no dates, no tags of its own, no name twice.
 *
 * @throws RejectedTriggerError `SIDECAR_INVALID`; the message never quotes the text
 */
export async function parseYaml(text: string): Promise<unknown> {
  // Loaded by the first file that needs it: most pictures come without one.
  const { parseDocument } = await import('./yaml-parser.ts');
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true });
  const [fault = document.warnings[0]] = document.errors;
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1;
    throw new RejectedTriggerError('SIDECAR_INVALID', `is no YAML: ${fault.code} in line ${line}`);
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    throw new RejectedTriggerError('SIDECAR_INVALID', 'is YAML with more references than are taken', { cause });
  }
}
