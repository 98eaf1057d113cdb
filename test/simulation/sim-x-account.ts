import * as errors from '../../functions/domain/errors.ts';
import type { CreatedPost, PostRequest, XAccount } from '../../functions/domain/x-account.ts';
import { namesDrawnIn } from './sim-media.ts';
import { callX, stateOf, TAKES_MS, type XSeat } from './sim-x-seat.ts';
import { uploadTo } from './sim-x-upload.ts';
import type { Stage } from './stage.ts';

/** One account of X as one worker reaches it with the keys it read. */
export function xAccountOf(seat: XSeat): XAccount {
  const { account, token, x } = seat;
  return {
    driver: 'v2',
    takesInlineMedia: seat.inline,
    tokenFingerprint: `key-${token}`,
    unsupportedFields: () => [],
    connectAhead: () => undefined,
    uploadMedia: uploadTo(seat),
    mediaStatus: (mediaId) =>
      callX(seat, 'mediaStatus', () => {
        x.checkToken(account, token);
        return stateOf(seat, mediaId);
      }),
    describeMedia: (mediaId) => callX(seat, 'describeMedia', () => void x.findMedium(mediaId)),
    createPost: (request) => createPost(seat, request),
    recentPosts: (sinceEpochMs) =>
      callX(seat, 'recentPosts', () => {
        x.checkToken(account, token);
        if (!x.settings.mayReadTimeline)
          throw new errors.AccountHeldError('access', 'X_ACCESS', 'no reads in this tier');
        return x.timeline(account, sinceEpochMs);
      }),
    whoAmI: () => callX(seat, 'whoAmI', () => ({ userId: '1', screenName: account })),
  };
}

type CreateFate = 'fine' | 'connection' | 'limited' | 'lost-before' | 'lost-after' | 'late' | 'breaks';

async function createPost(seat: XSeat, request: PostRequest): Promise<CreatedPost> {
  const { worker, stage } = seat;
  const { rates } = stage;
  const fate: CreateFate = stage.random.share(
    {
      connection: rates.createRefusesConnection,
      limited: rates.createLimited,
      'lost-before': rates.createLostBefore,
      'lost-after': rates.createLostAfter,
      late: rates.createLate,
      breaks: rates.createBreaks,
    },
    'fine',
  );
  const bodied = await withBody(seat, request);
  const act = (): CreatedPost => create(seat, bodied, fate);
  return worker.call({ what: `x.createPost "${request.text}" (${fate})`, takesMs: TAKES_MS, act, isDelicate: true });
}

/** The drivers give up then, wherever the call stands. */
const CREATE_TAKES_AT_MOST_MS = 30_000;

/** The request with a medium of its own for the bytes that travel in it. */
async function withBody({ account, token, x, stage }: XSeat, request: PostRequest): Promise<PostRequest> {
  const { inlineMedia } = request;
  if (inlineMedia === undefined) return request;
  const deadlineEpochMs = stage.time.nowEpochMs + CREATE_TAKES_AT_MOST_MS;
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of await inlineMedia.read(0, inlineMedia.totalBytes)) pieces.push(piece);
  } catch {
    throw new errors.OutcomeUnknownError('our own store failed in the middle of the body');
  }
  if (stage.time.nowEpochMs > deadlineEpochMs) throw new errors.OutcomeUnknownError('no answer within 30 s');
  const medium = x.openMedium(account, token);
  medium.shows = namesDrawnIn(Buffer.concat(pieces));
  medium.readyAtEpochMs = 0;
  return { ...request, mediaIds: [medium.mediaId] };
}

/** What becomes of a call that creates a post: the effect by what X holds afterwards, the answer by what is thrown. */
function create({ account, token, x, stage }: XSeat, request: PostRequest, fate: CreateFate): CreatedPost {
  if (fate === 'connection') throw new errors.XUnreachableError('connection refused');
  if (fate === 'limited') {
    const resetAtEpochMs = stage.time.nowEpochMs + stage.random.between(-1_000, 900_000);
    throw new errors.RateLimitedError('RATE_LIMITED', '429 Too Many Requests', resetAtEpochMs);
  }
  if (fate === 'lost-before') throw lostAnswer(stage);
  x.checkPost(account, token, request);
  if (fate === 'late') {
    x.commitLater(account, request);
    throw lostAnswer(stage);
  }
  const { postId } = x.commit(account, request);
  if (fate === 'lost-after') throw lostAnswer(stage);
  if (fate === 'breaks') throw new TypeError('a fault of the driver');
  return { postId, url: `https://x.com/i/status/${postId}`, windows: [x.windowOf(account)] };
}

function lostAnswer({ random }: Stage): Error {
  const reason = random.pick(['no answer within 30 s', '503 Service Unavailable', 'the answer was cut off', 'HTML']);
  return new errors.OutcomeUnknownError(reason);
}
