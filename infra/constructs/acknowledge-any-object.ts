import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** States why a role may touch any object of a bucket; only that one finding, so that any other is still seen. */
export function acknowledgeAnyObject(role: Construct, resourceArn: string): void {
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${writtenOut(Stack.of(role).resolve(resourceArn))}]`,
    reason: 'People and senders choose the keys: there is no list of them, and the bucket holds nothing else.',
  });
}

/** As cdk-nag writes it: `<DropBucket123.Arn>/*`. */
function writtenOut(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Fn::GetAtt': attribute, Ref: ref } = value as Intrinsic;
  if (join !== undefined) return join[1].map(writtenOut).join(join[0]);
  return `<${attribute === undefined ? ref : attribute.join('.')}>`;
}

interface Intrinsic {
  readonly 'Fn::Join'?: readonly [separator: string, parts: readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly Ref?: string;
}
