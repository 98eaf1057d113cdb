import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';

export interface StepMetricProps extends Pick<MetricProps, 'statistic' | 'period' | 'label'> {
  /** @default - all accounts together */
  readonly account?: string;
}

/** A number that the functions write into their log lines: one of `functions/domain/metrics.ts`, by its name. */
export type StepMetrics = (metricName: string, props: StepMetricProps) => Metric;

/** The numbers of one deployment. */
export function stepMetrics(namespace: string): StepMetrics {
  return (metricName, { account, period = Duration.minutes(5), ...rest }) =>
    new Metric({
      namespace,
      metricName,
      period,
      ...rest,
      ...(account === undefined ? {} : { dimensionsMap: { account } }),
    });
}
