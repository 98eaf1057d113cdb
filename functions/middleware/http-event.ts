import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

/** A call of API Gateway's HTTP API, payload format 2.0; the local gateway makes the same. */
export type HttpEvent = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** What Lambda, or the local gateway, calls. */
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpAnswer>;
