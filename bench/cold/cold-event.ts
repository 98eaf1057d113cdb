import type { SQSEvent } from 'aws-lambda';

/** A hint as Pigeonpost's publisher gets it, with what the peer needs to make the same post beside it. */
export interface ColdEvent extends SQSEvent {
  readonly peer: {
    readonly secretId: string;
    readonly bucket: string;
    readonly key: string;
    readonly text: string;
    readonly xUrl: string;
  };
}
