import { metricsOf, type JournalFields, type Metric } from '../../domain/metrics.ts';
import type { LogLevel } from '../../domain/ports.ts';

/** Where the numbers stand in CloudWatch, unless told otherwise. */
const NAMESPACE = 'Pigeonpost';

/**
 * One step as a line of JSON. Where the step has numbers, they stand in it in CloudWatch's embedded metric format, so
 * that the line is log and metric in one: for the account it names, and for all accounts together.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html (read 2026-11)
 */
export function journalLine(
  atEpochMs: number,
  level: LogLevel,
  event: string,
  fields: JournalFields,
  namespace = NAMESPACE,
): string {
  const line = { at: new Date(atEpochMs).toISOString(), level, event, ...fields };
  const metrics = metricsOf(event, fields);
  if (metrics.length === 0) return `${JSON.stringify(line)}\n`;
  const values = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  const hasAccount = typeof fields['account'] === 'string';
  const dimensions: readonly (readonly string[])[] = hasAccount ? [[], ['account']] : [[]];
  const embedded = embed(atEpochMs, metrics, dimensions, namespace);
  return `${JSON.stringify({ ...line, ...values, _aws: embedded })}\n`;
}

function embed(
  atEpochMs: number,
  metrics: readonly Metric[],
  dimensions: readonly (readonly string[])[],
  namespace: string,
) {
  const names = metrics.map(({ name, unit }) => ({ Name: name, Unit: unit }));
  return {
    Timestamp: atEpochMs,
    CloudWatchMetrics: [{ Namespace: namespace, Dimensions: dimensions, Metrics: names }],
  };
}
