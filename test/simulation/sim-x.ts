import * as errors from '../../functions/domain/errors.ts';
import type { LimitWindow, PostRequest, RecentPost } from '../../functions/domain/x-account.ts';
import type { Stage } from './stage.ts';

/** A post that X holds: the only judge of "doubled" and "lost". */
export interface SimPost extends RecentPost {
  readonly account: string;
  /** What its pictures show: the names that were drawn into their bytes. */
  readonly shows: readonly string[];
}

export interface SimMedium {
  readonly mediaId: string;
  readonly account: string;
  readonly token: number;
  readonly expiresAtEpochSeconds: number;
  shows: string;
  segmentsDone: number;
  readyAtEpochMs: number;
}

export interface XSettings {
  /** Whether X refuses a text that the account posted lately. */
  readonly duplicateRule: boolean;
  readonly mayReadTimeline: boolean;
  /** How long after a call without an answer X may still create the post. */
  readonly latestCommitMs: number;
  /** How old a copy of the timeline a read may meet. */
  readonly timelineLagMs: number;
  /** X's clock before ours. */
  readonly clockSkewMs: number;
  readonly mediaLivesSeconds: number;
  /** Posts within 15 minutes; the next one is refused. */
  readonly postsPerWindow: number;
  /** Whether X refuses a medium that another token of the account uploaded. */
  readonly tokensOwnMedia: boolean;
}

/** X's trouble with an account that time does not heal: until somebody pays, unlocks, or rotates the keys. */
export interface Shut {
  readonly fromEpochMs: number;
  readonly untilEpochMs: number;
  readonly reason: 'credits' | 'locked';
}

interface Book {
  /** Version of the keys that X takes. */
  token: number;
  readonly taken: number[];
  shut: Shut | undefined;
}

const WINDOW_MS = 900_000;
const DUPLICATE_WINDOW_MS = 86_400_000;
const SNOWFLAKE_START = 2_000_000_000_000n;

/** X with its accounts, media and posts; the methods are what its servers do, the ports are in `sim-x-account.ts`. */
export class SimX {
  readonly posts: SimPost[] = [];
  readonly media = new Map<string, SimMedium>();
  /** Calls whose post X creates later. */
  pendingCommits = 0;
  readonly settings: XSettings;
  readonly #stage: Stage;
  readonly #books = new Map<string, Book>();
  #lastId = SNOWFLAKE_START;

  constructor(stage: Stage, settings: XSettings) {
    this.#stage = stage;
    this.settings = settings;
  }

  rotate(account: string): void {
    this.#book(account).token += 1;
    this.#stage.trace(() => `X takes only key ${this.#book(account).token} of ${account}`);
  }

  shut(account: string, shut: Shut): void {
    this.#book(account).shut = shut;
  }

  /** @throws AccountHeldError */
  checkToken(account: string, token: number): void {
    const book = this.#book(account);
    if (book.token !== token) throw new errors.AccountHeldError('auth', 'X_AUTH', 'key refused');
    const { nowEpochMs } = this.#stage.time;
    const { shut } = book;
    if (shut === undefined || nowEpochMs < shut.fromEpochMs || nowEpochMs >= shut.untilEpochMs) return;
    throw new errors.AccountHeldError(shut.reason, 'X_SHUT', `the account is shut: ${shut.reason}`);
  }

  /**
   * Refuses the request as X would.
   *
   * @throws the domain's errors
   */
  checkPost(account: string, token: number, request: PostRequest): void {
    this.checkToken(account, token);
    this.#checkWindow(account);
    for (const mediaId of request.mediaIds) this.#checkMedium(account, token, mediaId);
    if (request.text.includes('refused by X')) throw new errors.XRefusedError('X_FORBIDDEN', 'no such posts here');
    if (this.#isDuplicate(account, request)) throw new errors.DuplicateRefusedError('Status is a duplicate.');
  }

  commit(account: string, request: PostRequest): SimPost {
    const { time, trace } = this.#stage;
    const postId = this.#nextId();
    const post: SimPost = {
      account,
      postId,
      text: request.text,
      createdAtEpochMs: time.nowEpochMs,
      mediaKeys: request.mediaIds.map((id) => `3_${id}`),
      shows: request.mediaIds.map((id) => this.media.get(id)?.shows ?? '?'),
      ...(request.replyTo === undefined ? {} : { replyTo: request.replyTo }),
    };
    this.posts.push(post);
    this.#book(account).taken.push(time.nowEpochMs);
    trace(() => `X creates ${postId} on ${account}: "${post.text}" ${post.shows.join('+')}`);
    return post;
  }

  /** Creates the post some time from now, unless it has become a duplicate by then. */
  commitLater(account: string, request: PostRequest): void {
    const { time, random } = this.#stage;
    this.pendingCommits += 1;
    time.after(random.between(0, this.settings.latestCommitMs), () => {
      this.pendingCommits -= 1;
      if (!this.#isDuplicate(account, request)) this.commit(account, request);
    });
  }

  openMedium(account: string, token: number): SimMedium {
    const { nowEpochMs } = this.#stage.time;
    const medium: SimMedium = {
      mediaId: this.#nextId(),
      account,
      token,
      expiresAtEpochSeconds: Math.floor(nowEpochMs / 1000) + this.settings.mediaLivesSeconds,
      shows: '',
      segmentsDone: 0,
      readyAtEpochMs: Infinity,
    };
    this.media.set(medium.mediaId, medium);
    return medium;
  }

  /** @throws MediaIdRefusedError for one that expired or never was */
  findMedium(mediaId: string): SimMedium {
    const medium = this.media.get(mediaId);
    if (medium === undefined || medium.expiresAtEpochSeconds * 1000 <= this.#stage.time.nowEpochMs) {
      throw new errors.MediaIdRefusedError('Your media IDs are invalid.');
    }
    return medium;
  }

  /** The posts of the account's timeline since then, newest first. */
  timeline(account: string, sinceEpochMs: number): readonly RecentPost[] {
    const { random, time } = this.#stage;
    const { nowEpochMs } = time;
    return (
      this.posts
        .filter((post) => post.account === account && post.createdAtEpochMs + this.settings.clockSkewMs >= sinceEpochMs)
        // Each read may meet another copy of the timeline, older or newer.
        .filter((post) => post.createdAtEpochMs + random.between(0, this.settings.timelineLagMs) <= nowEpochMs)
        .map((post) => ({ ...post, createdAtEpochMs: post.createdAtEpochMs + this.settings.clockSkewMs }))
        .toReversed()
    );
  }

  /** What X tells of its limit, as its headers do. */
  windowOf(account: string): LimitWindow {
    const { nowEpochMs } = this.#stage.time;
    const inWindow = this.#book(account).taken.filter((at) => at > nowEpochMs - WINDOW_MS);
    const remaining = Math.max(0, this.settings.postsPerWindow - inWindow.length);
    return { name: 'posts', remaining, resetAtEpochMs: (inWindow[0] ?? nowEpochMs) + WINDOW_MS };
  }

  #checkWindow(account: string): void {
    const { remaining, resetAtEpochMs } = this.windowOf(account);
    if (remaining > 0) return;
    throw new errors.RateLimitedError('RATE_LIMITED', 'too many posts', resetAtEpochMs);
  }

  #checkMedium(account: string, token: number, mediaId: string): void {
    const medium = this.findMedium(mediaId);
    const isForeign = medium.account !== account || (this.settings.tokensOwnMedia && medium.token !== token);
    const isReady = medium.readyAtEpochMs <= this.#stage.time.nowEpochMs;
    if (isForeign || !isReady) throw new errors.MediaIdRefusedError('Your media IDs are invalid.');
  }

  /** By text alone, as X's rule seems to be; a post without words is told apart by its pictures. */
  #isDuplicate(account: string, { text }: PostRequest): boolean {
    if (!this.settings.duplicateRule || text === '') return false;
    const sinceEpochMs = this.#stage.time.nowEpochMs - DUPLICATE_WINDOW_MS;
    return this.posts.some(
      (post) => post.account === account && post.text === text && post.createdAtEpochMs > sinceEpochMs,
    );
  }

  #book(account: string): Book {
    const known = this.#books.get(account);
    if (known !== undefined) return known;
    const book: Book = { token: 1, taken: [], shut: undefined };
    this.#books.set(account, book);
    return book;
  }

  #nextId(): string {
    this.#lastId += 1n;
    return String(this.#lastId);
  }
}
