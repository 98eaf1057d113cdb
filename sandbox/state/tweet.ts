export interface ReplyTarget {
  readonly statusId: string;
  readonly userId: string;
  readonly screenName: string;
}

/** Degrees, at most 8 decimals. */
export interface Point {
  readonly lat: number;
  readonly long: number;
}

/** Fields of a v2 post that change nothing in the sandbox but are kept for whoever looks. */
export interface PostExtras {
  readonly poll?: { readonly options: readonly string[]; readonly durationMinutes: number };
  readonly replySettings?: string;
  readonly madeWithAi?: boolean;
  readonly paidPartnership?: boolean;
}

/** One Tweet as it was accepted; what clients see is rendered from it. Plain JSON, so that it can be kept. */
export interface Tweet {
  readonly id: string;
  readonly userId: string;
  readonly createdAtEpochMs: number;
  /** As sent, before links are wrapped and the media link is appended. */
  readonly text: string;
  /** Mentions that X put before the text (`auto_populate_reply_metadata`), with the space; else ''. */
  readonly prefix: string;
  readonly mediaIds: readonly string[];
  readonly sensitive: boolean;
  readonly replyTo: ReplyTarget | undefined;
  readonly quotedId: string | undefined;
  readonly point: Point | undefined;
  readonly placeId: string | undefined;
  /** The app that posted it. */
  readonly consumerKey: string;
  /** Name of the call that made it, as in `v1.statuses.update`. */
  readonly via: string;
  readonly extras: PostExtras | undefined;
}
