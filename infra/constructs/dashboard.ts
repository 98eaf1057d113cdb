import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  SingleValueWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { stepMetrics, type StepMetrics } from './step-metric.ts';
import type { Watched } from './watched.ts';

export interface DashboardProps {
  readonly watched: Watched;
  /** Of all functions. */
  readonly logGroups: readonly ILogGroup[];
}

const HALF_ROW = 12;

/** One page: what was posted, what waits and for how long, what it costs, how fast it is. */
export class Dashboard extends Construct {
  readonly dashboard: CloudWatchDashboard;

  constructor(scope: Construct, id: string, { watched, logGroups }: DashboardProps) {
    super(scope, id);
    const step = stepMetrics(watched.metricsNamespace);
    this.dashboard = new CloudWatchDashboard(this, 'Page', {
      defaultInterval: Duration.days(7),
      widgets: [
        [todayWidget(step), costWidget(watched, step)],
        [postsWidget(step), waitingWidget(watched, step)],
        [uploadWidget(step), latencyWidget(step)],
        [coldStartsWidget(logGroups), webhookWidget(watched)],
      ],
    });
  }
}

function todayWidget(step: StepMetrics): IWidget {
  const names = ['Posted', 'Failed', 'Waiting', 'Unknown', 'NeedsHuman'];
  return new SingleValueWidget({
    title: 'In the time shown',
    width: HALF_ROW,
    setPeriodToTimeRange: true,
    metrics: names.map((name) => step(name, { statistic: Stats.SUM, label: labels[name] ?? name })),
  });
}

const labels: Readonly<Record<string, string>> = {
  NeedsHuman: 'Needs a person',
  Waiting: 'Had to wait',
  Unknown: 'Answer lost',
};

function costWidget({ accounts }: Watched, step: StepMetrics): IWidget {
  const period = Duration.days(1);
  return new SingleValueWidget({
    title: 'X, cost this month, USD',
    width: HALF_ROW,
    metrics: accounts.map(({ name }) =>
      step('MonthCostUsd', { statistic: Stats.MAXIMUM, period, account: name, label: name }),
    ),
  });
}

function postsWidget(step: StepMetrics): IWidget {
  const period = Duration.hours(1);
  return new GraphWidget({
    title: 'Posts an hour',
    width: HALF_ROW,
    left: ['Accepted', 'Posted', 'Failed', 'Waiting', 'Unknown'].map((name) =>
      step(name, { statistic: Stats.SUM, period }),
    ),
  });
}

function waitingWidget({ intake, hints, fetches }: Watched, step: StepMetrics): IWidget {
  return new GraphWidget({
    title: 'Age of the oldest, and dead letters',
    width: HALF_ROW,
    left: [
      step('OldestAgeSeconds', { statistic: Stats.MAXIMUM, label: 'oldest post due, seconds' }),
      intake.queue.metricApproximateAgeOfOldestMessage({ label: 'oldest notice of a drop, seconds' }),
      hints.queue.metricApproximateAgeOfOldestMessage({ label: 'oldest hint, seconds' }),
    ],
    right: [
      intake.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead notices' }),
      hints.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead hints' }),
      fetches.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead fetches' }),
    ],
  });
}

function uploadWidget(step: StepMetrics): IWidget {
  return new GraphWidget({ title: 'Upload of one medium, ms', width: HALF_ROW, left: quantiles(step, 'UploadMs') });
}

function latencyWidget(step: StepMetrics): IWidget {
  return new GraphWidget({ title: 'From due to posted, ms', width: HALF_ROW, left: quantiles(step, 'LatencyMs') });
}

function quantiles(step: StepMetrics, name: string): IMetric[] {
  const period = Duration.hours(1);
  return [
    step(name, { statistic: Stats.p(50), period, label: 'median' }),
    step(name, { statistic: Stats.p(95), period, label: '95 of 100' }),
  ];
}

/** Lambda has no metric of cold starts; it writes a line for each, with how long it took. */
function coldStartsWidget(logGroups: readonly ILogGroup[]): IWidget {
  return new LogQueryWidget({
    title: 'Cold starts by function, last line first',
    width: HALF_ROW,
    view: LogQueryVisualizationType.TABLE,
    logGroupNames: logGroups.map((group) => group.logGroupName),
    queryLines: [
      'filter type = "platform.report" and ispresent(record.metrics.initDurationMs)',
      'stats count() as starts, pct(record.metrics.initDurationMs, 50) as medianMs, max(record.metrics.initDurationMs) as longestMs by @log',
    ],
  });
}

function webhookWidget({ api }: Watched): IWidget {
  const period = Duration.hours(1);
  return new GraphWidget({
    title: 'Webhook calls',
    width: HALF_ROW,
    left: [
      api.metricCount({ statistic: Stats.SUM, period, label: 'all' }),
      api.metricClientError({ statistic: Stats.SUM, period, label: '4xx' }),
      api.metricServerError({ statistic: Stats.SUM, period, label: '5xx' }),
    ],
    right: [api.metricLatency({ statistic: Stats.p(95), period, label: '95 of 100, ms' })],
  });
}
