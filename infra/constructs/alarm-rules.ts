import { Duration } from 'aws-cdk-lib';
import { type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

import type { PostQueue } from './post-queue.ts';
import { stepMetrics, type StepMetrics } from './step-metric.ts';
import type { Watched } from './watched.ts';

/** One alarm. `docs/operations.md` has a section for each kind. */
export interface AlarmRule {
  readonly id: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** @default 'atLeast' */
  readonly isBroken?: 'atLeast' | 'below';
  /** @default TreatMissingData.NOT_BREACHING - most numbers are written only when there is something to count */
  readonly whenMissing?: TreatMissingData;
  /** What happened, and what it asks of a person. */
  readonly tells: string;
}

const FIVE_MINUTES = Duration.minutes(5);
/** A message that three runs of its function could not take. */
const STUCK_SECONDS = 1_800;
const LATE_SECONDS = 3_600;
/** Of its budget, an account's owner hears while there is time to act. */
const BUDGET_SHARE = 0.8;

/** All alarms of a deployment: each asks something of somebody, or it is not here. */
export function alarmRules(watched: Watched): readonly AlarmRule[] {
  const step = stepMetrics(watched.metricsNamespace);
  return [
    ...queueRules('Intake', watched.intake, 'what was dropped'),
    ...queueRules('Hints', watched.hints, 'what is due'),
    ...queueRules('Fetches', watched.fetches, 'what is to be fetched'),
    ...postRules(step),
    ...budgetRules(watched, step),
    ...webhookRules(watched),
    ...sweepRules(watched),
  ];
}

function queueRules(
  name: 'Intake' | 'Hints' | 'Fetches',
  { queue, deadLetters }: PostQueue,
  what: string,
): readonly AlarmRule[] {
  return [
    {
      id: `${name}DeadLetters`,
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'max', period: FIVE_MINUTES }),
      threshold: 1,
      tells: `Messages about ${what} could not be taken eight times. Find the cause in the function's log, then redrive the dead-letter queue.`,
    },
    {
      id: `${name}Stuck`,
      metric: queue.metricApproximateAgeOfOldestMessage({ statistic: 'max', period: FIVE_MINUTES }),
      threshold: STUCK_SECONDS,
      tells: `A message about ${what} has waited for half an hour. Look whether its function fails or is throttled.`,
    },
  ];
}

function postRules(step: StepMetrics): readonly AlarmRule[] {
  const happened = postEvents.map(({ id, metricName, tells }) => ({
    id,
    metric: step(metricName, { statistic: 'sum', period: FIVE_MINUTES }),
    threshold: 1,
    tells,
  }));
  return [
    ...happened,
    {
      id: 'UnknownOutcomes',
      metric: step('Unknown', { statistic: 'sum', period: Duration.minutes(15) }),
      threshold: 3,
      tells:
        "Answers of X got lost several times. Each post is looked for by itself; look at X's state and at the network.",
    },
    {
      id: 'OldestDue',
      metric: step('OldestAgeSeconds', { statistic: 'max', period: FIVE_MINUTES }),
      threshold: LATE_SECONDS,
      tells: 'A post is an hour late. Look whether its account is held, limited by X, or over its pace.',
    },
  ];
}

/** One of these is one too many. */
const postEvents = [
  {
    id: 'AccountHeld',
    metricName: 'Held',
    tells: 'An account stands still until a person acts: the log names account, reason and remedy. Then resume it.',
  },
  {
    id: 'NeedsHuman',
    metricName: 'NeedsHuman',
    tells: 'Nobody can tell whether a post went out. Look on X, then settle the row by hand.',
  },
  {
    id: 'DoubleDetected',
    metricName: 'DoubleDetected',
    tells: 'A post stands on X twice. The log names both: delete one by hand.',
  },
  {
    id: 'PostedUnrecorded',
    metricName: 'PostedUnrecorded',
    tells: 'X has a post that the log could not take. The line names row and post: settle the row as posted.',
  },
  {
    id: 'UnexpectedErrors',
    metricName: 'UnexpectedError',
    tells: 'The code met what it does not know. The line has row and stack: report it as a bug.',
  },
] as const;

function budgetRules({ accounts }: Watched, step: StepMetrics): readonly AlarmRule[] {
  return accounts.flatMap(({ name, monthlyBudgetUsd = 0 }) =>
    monthlyBudgetUsd === 0
      ? []
      : [
          {
            id: `Budget-${name}`,
            metric: step('MonthCostUsd', { statistic: 'max', period: FIVE_MINUTES, account: name }),
            threshold: monthlyBudgetUsd * BUDGET_SHARE,
            // Written with each post: between two of them the state stays as it is.
            whenMissing: TreatMissingData.IGNORE,
            tells: `The account ${name} has spent four fifths of its budget of ${monthlyBudgetUsd} USD for this month; at the whole of it, it stops. Raise monthlyBudgetUsd or let it stop.`,
          },
        ],
  );
}

function webhookRules({ api }: Watched): readonly AlarmRule[] {
  return [
    {
      id: 'WebhookFaults',
      metric: api.metricServerError({ statistic: 'sum', period: FIVE_MINUTES }),
      threshold: 1,
      tells:
        'Webhook calls were answered 5xx; their senders were told to call again. The log of the function says why.',
    },
    {
      id: 'WebhookRefusals',
      metric: api.metricClientError({ statistic: 'sum', period: FIVE_MINUTES }),
      threshold: 50,
      tells:
        'Many webhook calls were refused: a sender has an old secret, a clock is wrong, or somebody is trying keys.',
    },
  ];
}

function sweepRules({ sweep }: Watched): readonly AlarmRule[] {
  return [
    {
      id: 'SweepSilent',
      metric: sweep.metricInvocations({ statistic: 'sum', period: FIVE_MINUTES }),
      threshold: 1,
      isBroken: 'below',
      whenMissing: TreatMissingData.BREACHING,
      tells:
        'The sweep did not run: scheduled and waiting posts stay where they are. Look at the rule and at the throttles of its function.',
    },
    {
      id: 'SweepFailing',
      metric: sweep.metricErrors({ statistic: 'sum', period: FIVE_MINUTES }),
      threshold: 3,
      tells: 'The sweep fails: scheduled and waiting posts stay where they are. Its log says why.',
    },
  ];
}
