import type * as z from 'zod';

import type { FieldFault } from './x-account.ts';

type Issue = z.core.$ZodIssue;

const longestShown = 60;

/**
 * Every fault of a value that did not fit its schema, in the schema's order: where, what is allowed, what was got.
 *
 * Parse with `{ reportInput: true }`, else "what was got" is missing. A schema names a code of its own with
 * `params: { code }` on a custom issue; all others are `SCHEMA`.
 */
export function listFaults(error: z.ZodError): readonly FieldFault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [faultOf(issue)];
    return issue.keys.map((key) => ({
      path: formatPath([...issue.path, key]),
      code: 'SCHEMA',
      message: 'is not a known field',
    }));
  });
}

/** `media[2].altText`; names that are no plain words are quoted and cut: `accounts["a b"]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    const name = String(step);
    return /^[A-Za-z_][\w-]{0,63}$/.test(name) ? `.${name}` : `[${quote(name)}]`;
  });
  return steps.join('').replace(/^\./, '');
}

function faultOf(issue: Issue): FieldFault {
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return {
    path: formatPath(issue.path),
    code: typeof code === 'string' ? code : 'SCHEMA',
    message: messageOf(issue),
  };
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing: ${expectedType(issue.expected)} is needed`
        : `must be ${expectedType(issue.expected)}, got ${show(issue.input)}`;
    case 'invalid_value':
      return `must be ${either(issue.values)}, got ${show(issue.input)}`;
    case 'invalid_union':
      return discriminated(issue);
    case 'invalid_key':
      return `the name ${issue.issues[0]?.message ?? 'is not allowed'}, got ${show(issue.input)}`;
    case 'custom':
    case 'unrecognized_keys':
      return issue.message;
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return `${issue.message}, got ${show(issue.input)}`;
  }
}

function discriminated(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if (issue.inclusive === false || issue.options === undefined) return issue.message;
  const input: unknown = issue.input;
  const given: unknown = isRecord(input) && issue.discriminator !== undefined ? input[issue.discriminator] : input;
  const allowed = either(issue.options);
  return given === undefined ? `is missing: ${allowed} is needed` : `must be ${allowed}, got ${show(given)}`;
}

function expectedType(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    array: 'a list',
    boolean: 'true or false',
    int: 'a whole number',
    number: 'a number',
    object: 'an object',
    record: 'an object',
    string: 'a text',
  };
  return names[expected] ?? expected;
}

function either(values: readonly unknown[]): string {
  return values.map(show).join(' or ');
}

function show(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return 'a list';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined) return 'nothing';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Escaped, so that nothing a stranger sends can break a line of a report. */
function quote(text: string): string {
  return JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
