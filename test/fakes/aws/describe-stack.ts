import type { AwsCall, AwsReply } from './aws-server.ts';

export interface FakeStack {
  readonly status: string;
  readonly outputs: readonly { readonly key: string; readonly value: string; readonly description?: string }[];
}

/** CloudFormation, as far as it tells of stacks; it speaks the old protocol of forms and XML. */
export function describeStack(
  { body }: AwsCall,
  stacks: ReadonlyMap<string, FakeStack>,
  refusal: string | undefined,
): AwsReply {
  if (refusal !== undefined) return refused(refusal, 'no');
  const name = new URLSearchParams(body.toString()).get('StackName') ?? '';
  const stack = stacks.get(name);
  if (stack === undefined) return refused('ValidationError', `Stack with id ${name} does not exist`);
  const outputs = stack.outputs.map(
    ({ key, value, description = '' }) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue><Description>${description}</Description></member>`,
  );
  const told = `<StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime><Outputs>${outputs.join('')}</Outputs>`;
  const result = `<DescribeStacksResult><Stacks><member>${told}</member></Stacks></DescribeStacksResult>`;
  return { status: 200, headers: XML, body: `<DescribeStacksResponse>${result}</DescribeStacksResponse>` };
}

const XML = { 'content-type': 'text/xml' };

function refused(code: string, message: string): AwsReply {
  const error = `<Type>Sender</Type><Code>${code}</Code><Message>${message}</Message>`;
  return { status: 400, headers: XML, body: `<ErrorResponse><Error>${error}</Error></ErrorResponse>` };
}
