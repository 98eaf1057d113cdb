import type { ContenderName } from './contender/names.ts';

/** What one turn of one contender cost, told by its own process; times are those of one post. */
export interface OwnFigures {
  readonly wallMs: number;
  /** User and system time. */
  readonly cpuMs: number;
  /** Resident memory just before the job. */
  readonly idleBytes: number;
  /** Highest resident memory of the whole process. */
  readonly peakBytes: number;
  readonly postIds: readonly string[];
}

/** What the targets saw of it. */
export interface Traffic {
  readonly storeRequests: number;
  readonly storeConnections: number;
  readonly xRequests: number;
  readonly xConnections: number;
  readonly storeBytes: number;
  readonly xBytes: number;
}

export interface Turn extends Omit<OwnFigures, 'postIds'>, Traffic {
  readonly item: string;
  readonly latencyMs: number;
  readonly contender: ContenderName;
}
