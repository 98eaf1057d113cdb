import type { Template } from 'aws-cdk-lib/assertions';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** All resources, or those of one type, by their logical ids without the hash at the end. */
export function resourcesOf(template: Template, type?: string): Readonly<Record<string, TemplateResource>> {
  const all = template.toJSON()['Resources'] as Record<string, TemplateResource>;
  const chosen = Object.entries(all).filter(([, resource]) => type === undefined || resource.Type === type);
  return Object.fromEntries(chosen.map(([id, resource]) => [plainId(id), resource]));
}

/** Properties of the one resource with that plain id. */
export function propertiesOf(template: Template, id: string): Readonly<Record<string, unknown>> {
  const resource = resourcesOf(template)[id];
  if (resource === undefined) throw new Error(`there is no ${id}`);
  return resource.Properties;
}

export function plainId(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** An ARN or name as one text: `<LogTable.Arn>/index/due`. */
export function writtenOut(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    Ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = value as {
    Ref?: string;
    'Fn::GetAtt'?: [string, string];
    'Fn::Join'?: [string, unknown[]];
  };
  if (join !== undefined) return join[1].map(writtenOut).join(join[0]);
  if (attribute !== undefined) return `<${plainId(attribute[0])}.${attribute[1]}>`;
  return `<${plainId(Ref ?? '')}>`;
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** The statements of a policy of any kind. */
export function statementsOf(properties: Readonly<Record<string, unknown>>): readonly Statement[] {
  return (properties['PolicyDocument'] as { Statement: Statement[] }).Statement;
}

export function listOf<Value>(value: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}
