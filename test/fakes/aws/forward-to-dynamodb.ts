import type { AwsReply } from './aws-server.ts';

/** What the DynamoDB at that address answers. */
export async function forwardToDynamoDb(backUrl: string, operation: string, body: string): Promise<AwsReply> {
  const answer = await fetch(backUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      // It wants to see a signature, whatever it says.
      authorization: 'AWS4-HMAC-SHA256 Credential=a/20261122/a/dynamodb/aws4_request, SignedHeaders=host, Signature=a',
      'x-amz-date': '20261122T000000Z',
    },
    body,
  });
  return {
    status: answer.status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: await answer.text(),
  };
}
