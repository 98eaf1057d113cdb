import { MediaRejectedError, OutcomeUnknownError } from '../../functions/domain/errors.ts';
import type { Clock } from '../../functions/domain/ports.ts';
import type {
  CreatedPost,
  LimitWindow,
  MediaSource,
  PostRequest,
  RecentPost,
  UploadedMedia,
  UploadOptions,
  XAccount,
  XAccounts,
} from '../../functions/domain/x-account.ts';

export type Call = 'open' | 'upload' | 'status' | 'describe' | 'create' | 'recent';

/**
 * What the next call of that kind does instead of answering. `lost`: the work is done, and the answer does not arrive;
 * with `lateMs`, it is done that much later. `processing`: X still works on the media.
 */
type Script = { readonly call: Call; readonly fault: Error | 'lost' | 'processing' | { readonly lateMs: number } };

/**
 * X behind the domain's port: media ids, posts and a timeline in memory, with faults in line. `posts` is the only judge
 * of "doubled".
 */
export class FakeX implements XAccounts {
  readonly posts: (RecentPost & { readonly account: string })[] = [];
  readonly calls: Call[] = [];
  readonly uploads: string[] = [];
  /** What arrived with each upload. */
  readonly uploaded: { readonly mediaType: string; readonly bytes: Uint8Array }[] = [];
  readonly descriptions = new Map<string, string>();
  readonly freshOpens: string[] = [];
  /** Pictures travel inside the call that creates the post. */
  takesInlineMedia = false;
  /** Which token is in use: media ids belong to one. */
  tokenFingerprint = 'abc123';
  /** What else happens while a call is out, before X does anything. */
  onCall: (call: Call) => Promise<unknown> = async () => undefined;
  /** How much later than made a post shows on the timeline. */
  timelineLagMs = 0;
  /** Told with every post that is created. */
  windows: readonly LimitWindow[] | undefined;
  readonly #clock: Clock;
  readonly #scripts: Script[] = [];
  #lastId = 1_000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The next call of that kind fails so, once; several wait in line. */
  next(call: Call, fault: Script['fault']): this {
    this.#scripts.push({ call, fault });
    return this;
  }

  async open(name: string, { freshKeys = false } = {}): Promise<XAccount> {
    if (freshKeys) this.freshOpens.push(name);
    await this.#begin('open');
    return {
      driver: 'v2',
      takesInlineMedia: this.takesInlineMedia,
      tokenFingerprint: this.tokenFingerprint,
      unsupportedFields: () => [],
      connectAhead: () => undefined,
      uploadMedia: async (source, options) => this.#upload(source, options),
      mediaStatus: async (mediaId) => this.#status(mediaId),
      describeMedia: async (mediaId, { altText = '' }) => {
        await this.#begin('describe');
        this.descriptions.set(mediaId, altText);
      },
      createPost: async (request) => this.#create(name, request),
      recentPosts: async (since) => this.#recent(name, since),
      whoAmI: async () => ({ userId: '1', screenName: name }),
    };
  }

  async #begin(call: Call): Promise<Script['fault'] | undefined> {
    this.calls.push(call);
    await this.onCall(call);
    const at = this.#scripts.findIndex((script) => script.call === call);
    const fault = at === -1 ? undefined : this.#scripts.splice(at, 1)[0]?.fault;
    if (fault instanceof Error) throw fault;
    return fault;
  }

  async #upload(source: MediaSource, options?: UploadOptions): Promise<UploadedMedia> {
    const fault = await this.#begin('upload');
    const chunks: Uint8Array[] = [];
    for await (const chunk of await source.read(0, source.totalBytes, options?.signal)) chunks.push(chunk);
    this.uploaded.push({ mediaType: source.mediaType, bytes: Buffer.concat(chunks) });
    const mediaId = String((this.#lastId += 1));
    this.uploads.push(mediaId);
    const processing = fault === 'processing' ? { processing: { checkAtEpochMs: this.#clock() + 5_000 } } : {};
    const expiresAtEpochSeconds = Math.floor(this.#clock() / 1000) + 86_400;
    return { mediaId, mediaKey: `3_${mediaId}`, expiresAtEpochSeconds, ...processing };
  }

  async #status(mediaId: string): Promise<UploadedMedia> {
    const fault = await this.#begin('status');
    if (!this.uploads.includes(mediaId)) throw new MediaRejectedError('X_MEDIA_INVALID', 'unknown media');
    const processing = fault === 'processing' ? { processing: { checkAtEpochMs: this.#clock() + 5_000 } } : {};
    return { mediaId, expiresAtEpochSeconds: Math.floor(this.#clock() / 1000) + 86_400, ...processing };
  }

  async #create(account: string, { text, mediaIds, inlineMedia, replyTo }: PostRequest): Promise<CreatedPost> {
    const fault = await this.#begin('create');
    const postId = String((this.#lastId += 1));
    const inline = inlineMedia === undefined ? [] : [`inline-${postId}`];
    const mediaKeys = [...mediaIds, ...inline].map((id) => `3_${id}`);
    const reply = replyTo === undefined ? {} : { replyTo };
    const lateMs = typeof fault === 'object' && 'lateMs' in fault ? fault.lateMs : 0;
    this.posts.push({ account, postId, createdAtEpochMs: this.#clock() + lateMs, text, mediaKeys, ...reply });
    if (fault !== undefined) throw new OutcomeUnknownError('no answer within 30 s');
    const windows = this.windows === undefined ? {} : { windows: this.windows };
    return { postId, url: `https://x.com/i/status/${postId}`, ...windows };
  }

  async #recent(account: string, sinceEpochMs: number): Promise<readonly RecentPost[]> {
    await this.#begin('recent');
    const shownEpochMs = this.#clock() - this.timelineLagMs;
    const own = this.posts.filter((post) => post.account === account);
    return own
      .filter(({ createdAtEpochMs }) => createdAtEpochMs >= sinceEpochMs && createdAtEpochMs <= shownEpochMs)
      .toReversed();
  }
}
