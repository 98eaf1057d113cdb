import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

import type { PostQueue } from './post-queue.ts';

/** What alarms and dashboard look at. */
export interface Watched {
  /** Where the functions put their numbers. */
  readonly metricsNamespace: string;
  readonly accounts: readonly WatchedAccount[];
  readonly intake: PostQueue;
  readonly hints: PostQueue;
  /** Of rows whose media are to be fetched. */
  readonly fetches: PostQueue;
  readonly api: HttpApi;
  readonly sweep: IFunction;
}

export interface WatchedAccount {
  readonly name: string;
  /** Whole dollars and cents a month; absent without a budget. */
  readonly monthlyBudgetUsd?: number;
}
