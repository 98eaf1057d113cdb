/** One Tweet as it was accepted; what clients see is rendered from it. */
export interface Tweet {
  readonly id: string;
  readonly userId: string;
  readonly createdAtEpochMs: number;
  /** As sent, before links are wrapped and the media link is appended. */
  readonly text: string;
  readonly mediaIds: readonly string[];
}
