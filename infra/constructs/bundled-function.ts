import { join } from 'node:path';

import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import type { FunctionEnv, FunctionName } from '../../functions/config/env.ts';
import { acknowledgeAnyObject } from './acknowledge-any-object.ts';
import type { GrantedBucket, Grantee } from './grantee.ts';
import type { PostQueue } from './post-queue.ts';

export interface BundledFunctionProps<Name extends FunctionName> {
  readonly name: Name;
  /** Holds a folder named as the function, with its `index.mjs` and nothing that is not to be deployed. */
  readonly bundlesFolder: string;
  readonly description: string;
  readonly timeout: Duration;
  /** Mebibytes; the share of a processor grows with them, a whole one at 1,769. */
  readonly memorySizeMebibytes: number;
  /** What the function reads; a missing variable does not compile. */
  readonly environment: FunctionEnv<Name>;
  /**
   * How long the function's log lines are kept.
   *
   * @default RetentionDays.THREE_MONTHS - as long as the publication log keeps a finished row that they explain
   */
  readonly logRetention?: RetentionDays;
}

export interface ConsumeProps {
  /** Messages a run, 1 to 5. They are answered for one by one. */
  readonly batchSize: number;
  /** Runs at the same time, 2 to 1,000: Lambda takes no less than two, so this is a brake and no lock. */
  readonly maxConcurrency: number;
}

/**
 * A function from a bundle that was built before: Node 24 on arm64, lines of JSON in a log group of its own, and a role
 * of its own that may do nothing but write them.
 */
export class BundledFunction<Name extends FunctionName = FunctionName> extends Construct implements Grantee {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps<Name>) {
    super(scope, id);
    const { name, bundlesFolder, description, timeout, memorySizeMebibytes, environment } = props;
    const { logRetention = RetentionDays.THREE_MONTHS } = props;
    // Diagnosis, not record: the publication log is what outlives the stack.
    this.logGroup = new LogGroup(this, 'Logs', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn]);
    this.function = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(bundlesFolder, name)),
      handler: 'index.handler',
      description,
      timeout,
      memorySize: memorySizeMebibytes,
      environment: definedOnly(environment),
      role: this.#role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // The dashboard counts cold starts in the lines that Lambda itself writes at this level.
      systemLogLevelV2: SystemLogLevel.INFO,
    });
    acknowledgeExceptions(this.function);
  }

  allow(actions: readonly string[], resources: readonly string[]): void {
    const wild = actions.filter((action) => action.includes('*'));
    if (wild.length > 0) throw new Error(`actions must be named one by one, got ${wild.join(', ')}`);
    this.#role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  allowOnObjects(actions: readonly string[], bucket: GrantedBucket, keys = '*'): void {
    const objects = bucket.arnForObjects(keys);
    this.allow(actions, [objects]);
    acknowledgeAnyObject(this.#role, objects);
  }

  /** Lets Lambda bring the queue's messages, filtered by nothing: what a filter drops is gone without a word. */
  consume(queue: PostQueue, { batchSize, maxConcurrency }: ConsumeProps): void {
    if (batchSize < 1 || batchSize > 5) throw new Error(`batchSize must be 1 to 5, got ${batchSize}`);
    queue.grantConsume(this);
    const mapping = new EventSourceMapping(this, 'Messages', {
      target: this.function,
      eventSourceArn: queue.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'SQS has no failure destination: the queue has a dead-letter queue, which raises an alarm.',
    });
  }
}

/** A variable that is left to its default is none at all. */
function definedOnly(environment: object): Record<string, string> {
  const entries: [string, unknown][] = Object.entries(environment);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function acknowledgeExceptions(fn: LambdaFunction): void {
  const reason = 'A failed call loses nothing: triggers repeat it, and what was accepted is in the publication log.';
  Validations.of(fn).acknowledge(
    { id: 'Serverless-LambdaDLQ', reason },
    { id: 'Serverless-LambdaAsyncFailureDestination', reason },
    {
      id: 'Serverless-LambdaTracing',
      reason: 'Each step is a log line with the row id; tracing would add a grant on * and a second place to look.',
    },
  );
}
