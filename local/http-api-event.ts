import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * The request as API Gateway's HTTP API hands it to a function: payload format 2.0, header names in lower case, headers
 * and query parameters that repeat joined by commas, the body in base64.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html (read 2026-11)
 */
export function httpApiEvent(
  request: IncomingMessage,
  body: Buffer,
  pathParameters: Record<string, string | undefined>,
): APIGatewayProxyEventV2 {
  const [path, query] = splitOnce(request.url ?? '/', '?');
  const method = request.method ?? 'GET';
  const now = new Date();
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: joined(pairsOf(request.headersDistinct)),
    queryStringParameters: joined([...new URLSearchParams(query)]),
    pathParameters,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: request.headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}

function pairsOf(headers: NodeJS.Dict<string[]>): readonly (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, values = []]) => values.map((value) => [name, value] as const));
}

/** What repeats is joined by commas, as API Gateway does. */
function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
