import type { Liquid } from 'liquidjs';

import type { FieldFault } from '../../domain/x-account.ts';

const MAX_MESSAGE_CHARACTERS = 300;
/** More are refused by the post's schema, however many they are. */
const MAX_LISTED = 5;

/** What templates see: names and what they stand for. */
export type Scope = Readonly<Record<string, unknown>>;

/** Renders templates one by one, and keeps what goes wrong under the field it went wrong in. */
export class FieldRenderer {
  readonly faults: FieldFault[] = [];
  readonly #liquid: Liquid;

  constructor(liquid: Liquid) {
    this.#liquid = liquid;
  }

  /** The text; undefined where there is no template, where it gives nothing but blanks, or where it fails. */
  render(path: string, template: string | undefined, scope: Scope, strictVariables = true): string | undefined {
    if (template === undefined) return undefined;
    try {
      const text = String(this.#liquid.parseAndRenderSync(template, { ...scope }, { strictVariables }));
      return text.trim() === '' ? undefined : text;
    } catch (error) {
      this.#keep(path, error);
      return undefined;
    }
  }

  /** The entries that a name stands for, a few more than any post shows; none where it fails, or stands for nothing. */
  listOf(path: string, name: string, scope: Scope): readonly unknown[] {
    try {
      const value: unknown = this.#liquid.evalValueSync(name, { ...scope });
      if (Array.isArray(value)) return value.slice(0, MAX_LISTED);
      if (value !== null && value !== undefined) this.faults.push({ path, code: 'TEMPLATE', message: 'is no list' });
    } catch (error) {
      this.#keep(path, error);
    }
    return [];
  }

  /**
   * Whether a condition holds: it gives anything but `false`, `nil` and nothing. A sender's other events lack what
   * this one has, as GitHub's ping does, so a name that is not there is a no here.
   */
  decide(path: string, template: string, scope: Scope): boolean {
    const text = this.render(path, template, scope, false)?.trim();
    return text !== undefined && text !== 'false' && text !== 'nil';
  }

  #keep(path: string, error: unknown): void {
    // The first line names the template's own words; those below it would draw them.
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    this.faults.push({ path, code: 'TEMPLATE', message: `cannot be made: ${line.slice(0, MAX_MESSAGE_CHARACTERS)}` });
  }
}
