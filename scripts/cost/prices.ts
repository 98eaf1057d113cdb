/** One price of AWS, in US dollars. */
export interface Price {
  readonly what: string;
  /** What is counted, in the plural. */
  readonly unit: string;
  readonly usd: number;
  /** So many of the units cost `usd`. @default 1 */
  readonly per?: number;
  /** Units a month that every account has for nothing, for good, over all it runs. @default 0 */
  readonly free?: number;
}

const MILLION = 1_000_000;

/**
 * On-demand prices of the region us-east-1, first tier, as quoted in 2026 from AWS's own price pages (read November
 * 2026). Allowances of the first year are left out.
 *
 * @see https://aws.amazon.com/lambda/pricing/ https://aws.amazon.com/dynamodb/pricing/on-demand/
 * https://aws.amazon.com/sqs/pricing/ https://aws.amazon.com/s3/pricing/ https://aws.amazon.com/api-gateway/pricing/
 * https://aws.amazon.com/cloudwatch/pricing/ https://aws.amazon.com/secrets-manager/pricing/
 */
export const prices = {
  lambdaRequests: { what: 'Lambda, runs', unit: 'runs', usd: 0.2, per: MILLION, free: MILLION },
  lambdaTime: { what: 'Lambda, arm64', unit: 'GB-seconds', usd: 0.000_013_333_4, free: 400_000 },
  logWrites: { what: 'DynamoDB, writes', unit: 'write units', usd: 0.625, per: MILLION },
  logReads: { what: 'DynamoDB, reads', unit: 'read units', usd: 0.125, per: MILLION },
  queueRequests: { what: 'SQS', unit: 'requests', usd: 0.4, per: MILLION, free: MILLION },
  apiCalls: { what: 'API Gateway, HTTP API', unit: 'calls', usd: 1, per: MILLION },
  secrets: { what: 'Secrets Manager', unit: 'secrets', usd: 0.4 },
  secretReads: { what: 'Secrets Manager, reads', unit: 'reads', usd: 0.05, per: 10_000 },
  storage: { what: 'S3, storage', unit: 'GB', usd: 0.023 },
  objectWrites: { what: 'S3, writes and tags', unit: 'requests', usd: 0.005, per: 1_000 },
  objectReads: { what: 'S3, reads', unit: 'requests', usd: 0.000_4, per: 1_000 },
  logLines: { what: 'CloudWatch, log lines', unit: 'GB', usd: 0.5, free: 5 },
  metrics: { what: 'CloudWatch, metrics of our own', unit: 'metrics', usd: 0.3, free: 10 },
  alarms: { what: 'CloudWatch, alarms', unit: 'alarms', usd: 0.1, free: 10 },
  dashboards: { what: 'CloudWatch, dashboards', unit: 'dashboards', usd: 3, free: 3 },
  transferOut: { what: 'Data sent to the internet', unit: 'GB', usd: 0.09, free: 100 },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

/** What so many units cost: by the list, and after what is free. */
export function costOf({ usd, per = 1, free = 0 }: Price, units: number): { listed: number; paid: number } {
  return { listed: (units * usd) / per, paid: (Math.max(0, units - free) * usd) / per };
}
