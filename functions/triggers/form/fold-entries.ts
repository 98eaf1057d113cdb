import { isFormFile, type FormEntry, type FormFile } from './form-entry.ts';
import { formInvalid } from './form-invalid.ts';

export type Folded = string | FormFile | Folded[] | { [name: string]: Folded };

const MAX_STEPS = 16;
const MAX_INDEX = 99;
/** A name, then `.name`, `[name]`, `[3]`, and `[]` for the next of a list. */
const FIRST_STEP = /[^.[\]]+/y;
const NEXT_STEP = /\.([^.[\]]+)|\[([^[\]]*)\]/y;
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The next place of a list. */
const NEXT = -1;

/**
 * The fields as one value: `geo.lat` and `geo[lat]` are the same, `media[0].altText` names the first of a list, and
 * `media[]` its next.
 *
 * @param repeats what a plain name that comes again means: a fault, or a list of both
 * @throws RejectedTriggerError `FORM_INVALID` with the field
 */
export function foldEntries(
  entries: readonly FormEntry[],
  repeats: 'refuse' | 'list' = 'refuse',
): Record<string, Folded> {
  const root: Record<string, Folded> = {};
  for (const { name, value } of entries) place(root, stepsOf(name), value, name, repeats);
  return root;
}

function stepsOf(name: string): readonly (string | number)[] {
  FIRST_STEP.lastIndex = 0;
  const first = FIRST_STEP.exec(name)?.[0];
  if (first === undefined) throw formInvalid('is no name of a field', name);
  const steps: (string | number)[] = [first];
  for (let at = first.length; at < name.length; at = NEXT_STEP.lastIndex) {
    NEXT_STEP.lastIndex = at;
    const [, dotted, bracketed] = NEXT_STEP.exec(name) ?? [];
    if (dotted === undefined && bracketed === undefined) throw formInvalid('is no name of a field', name);
    steps.push(dotted ?? stepIn(bracketed ?? '', name));
    if (steps.length > MAX_STEPS) throw formInvalid(`is deeper than ${MAX_STEPS} levels`, name);
  }
  if (steps.some((step) => typeof step === 'string' && FORBIDDEN_NAMES.has(step))) {
    throw formInvalid('is a name that is not allowed', name);
  }
  return steps;
}

function stepIn(text: string, name: string): string | number {
  if (text === '') return NEXT;
  if (!/^\d+$/.test(text)) return text;
  if (/^0\d/.test(text) || Number(text) > MAX_INDEX) throw formInvalid(`has an index above ${MAX_INDEX}`, name);
  return Number(text);
}

type Branch = Record<string | number, Folded>;

function place(
  root: Branch,
  steps: readonly (string | number)[],
  value: Folded,
  name: string,
  repeats: 'refuse' | 'list',
): void {
  let branch = root;
  for (const [index, step] of steps.entries()) {
    const key = keyIn(branch, step, name);
    const known = Object.hasOwn(branch, key) ? branch[key] : undefined;
    const next = steps[index + 1];
    if (next === undefined) {
      branch[key] = known === undefined ? value : again(known, value, name, repeats);
      return;
    }
    const inner = known ?? (typeof next === 'number' ? [] : {});
    if (isLeaf(inner)) throw formInvalid('is given as one value, too', name);
    branch[key] = inner;
    branch = inner as Branch;
  }
}

/** Where in this branch the step leads. A list is filled from its beginning: a gap would shift what follows. */
function keyIn(branch: Branch, step: string | number, name: string): string | number {
  const isList = Array.isArray(branch);
  if (isList !== (typeof step === 'number')) throw formInvalid('is given as a list and otherwise', name);
  if (!isList || typeof step === 'string') return step;
  const key = step === NEXT ? branch.length : step;
  if (key > branch.length) throw formInvalid(`leaves out [${branch.length}], which must come before it`, name);
  if (key > MAX_INDEX) throw formInvalid(`takes at most ${MAX_INDEX + 1} entries`, name);
  return key;
}

function again(known: Folded, value: Folded, name: string, repeats: 'refuse' | 'list'): Folded {
  if (repeats === 'refuse' || (!isLeaf(known) && !Array.isArray(known))) throw formInvalid('is given twice', name);
  return Array.isArray(known) ? [...known, value] : [known, value];
}

function isLeaf(value: Folded): value is string | FormFile {
  return typeof value === 'string' || isFormFile(value);
}
