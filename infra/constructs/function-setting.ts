import type { PublicationLog } from './publication-log.ts';

/** What all functions of a deployment share. */
export interface FunctionSetting {
  /** Holds a folder for each function, as the build makes it. */
  readonly bundlesFolder: string;
  /** Where their numbers stand in CloudWatch. */
  readonly metricsNamespace: string;
  readonly log: PublicationLog;
}

/** The variables that every function reads. */
export function sharedEnv({ metricsNamespace, log }: FunctionSetting) {
  return { METRICS_NAMESPACE: metricsNamespace, LOG_TABLE: log.table.tableName };
}
