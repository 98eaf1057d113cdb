import type * as z from 'zod';

/** The first fault of a v2 body in the words of the validator that X uses, as in `$.text: integer found, string expected`. */
export function describeSchemaFault(error: z.ZodError, body: unknown): string {
  const [issue] = error.issues;
  if (issue === undefined) return '$: is not valid';
  const path = ['$', ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return `${path}.${key}: is not defined in the schema and the schema does not allow additional properties`;
  }
  return `${path}: ${describe(issue, valueAt(body, issue.path))}`;
}

function describe(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'is missing but it is required';
  const unit = Array.isArray(value) ? 'items in the array' : 'characters long';
  switch (issue.code) {
    case 'invalid_type':
      return `${typeName(value)} found, ${issue.expected === 'int' ? 'integer' : issue.expected} expected`;
    case 'invalid_value':
      return `does not have a value in the enumeration [${issue.values.map(String).join(', ')}]`;
    case 'too_big':
      return typeof value === 'number'
        ? `must have a maximum value of ${issue.maximum}`
        : `there must be a maximum of ${issue.maximum} ${unit}`;
    case 'too_small':
      return typeof value === 'number'
        ? `must have a minimum value of ${issue.minimum}`
        : `there must be a minimum of ${issue.minimum} ${unit}`;
    default:
      return issue.message;
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'integer';
  return typeof value;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    body,
  );
}
