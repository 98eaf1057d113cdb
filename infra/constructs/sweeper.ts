import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';

import { BundledFunction } from './bundled-function.ts';
import { type FunctionSetting, sharedEnv } from './function-setting.ts';
import type { PostQueue } from './post-queue.ts';

export interface SweeperProps {
  readonly setting: FunctionSetting;
  readonly hints: PostQueue;
  /** Of rows whose media are to be fetched. */
  readonly fetches: PostQueue;
}

/** A function that looks each minute for what has come due, so that nothing depends on a message that may be lost. */
export class Sweeper extends Construct {
  readonly function: BundledFunction<'sweep'>;

  constructor(scope: Construct, id: string, { setting, hints, fetches }: SweeperProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Sweep', {
      name: 'sweep',
      bundlesFolder: setting.bundlesFolder,
      environment: {
        ...sharedEnv(setting),
        HINTS_QUEUE_URL: hints.queue.queueUrl,
        FETCH_QUEUE_URL: fetches.queue.queueUrl,
      },
      description: 'Sends a hint for each account that has something due',
      timeout: Duration.seconds(30),
      // Two short queries for an account that has something due; nobody waits for it.
      memorySizeMebibytes: 256,
    });
    setting.log.grantFindDue(this.function);
    hints.grantSend(this.function);
    fetches.grantSend(this.function);
    const rule = new Rule(this, 'EachMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next minute is the retry.
      targets: [new LambdaTarget(this.function.function, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason: 'A minute without a sweep is made good by the next one; an alarm tells of five in a row.',
    });
  }
}
