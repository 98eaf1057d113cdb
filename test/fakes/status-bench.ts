import type { BridgeAccount, BridgeAccounts, BridgePost } from '../../functions/bridge/bridge-account.ts';
import type { BridgeEndpoint, BridgePorts } from '../../functions/bridge/bridge-endpoint.ts';
import { statusesUpdateWithMedia } from '../../functions/bridge/statuses-update-with-media.ts';
import { statusesUpdate } from '../../functions/bridge/statuses-update.ts';
import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { parseConfig } from '../../functions/config/parse-config.ts';
import { rulesOf } from '../../functions/config/rules-of.ts';
import { XRefusedError } from '../../functions/domain/errors.ts';
import type { BridgeCall, BridgeFile } from '../../functions/triggers/v1-bridge/bridge-call.ts';
import { V1Error } from '../../functions/triggers/v1-bridge/v1-error.ts';
import { InMemorySecrets } from './in-memory-secrets.ts';
import { publishingWorld, type PublishingWorld } from './publishing-world.ts';

interface CallOptions {
  /** The same signature gives the same call. @default a new one each time */
  readonly signature?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly picture?: Uint8Array;
}

/** Status, code of v1.1 and what else an answer is told by. */
export interface Told {
  readonly status: number;
  readonly code?: number;
  readonly id?: string;
  readonly text?: string;
  readonly message?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** The endpoints of the bridge that post, over everything in memory; while a call waits, `meanwhile` happens. */
export interface StatusBench {
  readonly world: PublishingWorld;
  readonly ports: BridgePorts;
  /** At each pause of a call that waits; the publisher runs by default. */
  meanwhile: () => Promise<unknown>;
  /** Whether X shows a post; `refused` where it forbids to see it. */
  shows: boolean | 'refused';
  /** Ids of the posts that were read. */
  readonly reads: string[];
  post(text: string, options?: CallOptions): Promise<Told>;
}

type Account = ConfigInput['accounts'][string];

export async function statusBench(account: Account = {}, bridge?: ConfigInput['bridge']): Promise<StatusBench> {
  const world = await publishingWorld();
  const config = parseConfig({ accounts: { main: account }, ...(bridge === undefined ? {} : { bridge }) });
  world.rules = { ...rulesOf(config.accounts['main']), reconcileAfterSeconds: [30, 120, 600] };
  let calls = 0;
  const ports: BridgePorts = {
    ...world.ports,
    config,
    secrets: new InMemorySecrets({}),
    accounts: accountsOf(world, () => bench),
    pause: async (milliseconds) => {
      world.advance(milliseconds);
      await bench.meanwhile();
    },
  };
  const bench: StatusBench = {
    world,
    ports,
    shows: true,
    reads: [],
    meanwhile: () => world.publish(),
    post: (text, options = {}) => {
      calls += 1;
      const endpoint = options.picture === undefined ? statusesUpdate : statusesUpdateWithMedia;
      return tell(endpoint, callOf(text, `call-${calls}`, options, world.now()), ports);
    },
  };
  return bench;
}

function callOf(text: string, unique: string, options: CallOptions, nowEpochMs: number): BridgeCall {
  const { signature = unique, parameters = {}, picture } = options;
  const files: readonly BridgeFile[] = picture === undefined ? [] : [{ name: 'media[]', bytes: picture }];
  return {
    method: 'POST',
    path: '/1.1/statuses/update.json',
    parameters: new Map(Object.entries({ status: text, ...parameters })),
    files,
    json: undefined,
    contentType: picture === undefined ? 'form' : 'multipart',
    caller: {
      account: 'main',
      keyId: 'key',
      nonce: signature,
      accessToken: '0-token',
      timestampEpochSeconds: 0,
      callFingerprint: signature,
    },
    answerByEpochMs: nowEpochMs + 25_000,
  };
}

async function tell(endpoint: BridgeEndpoint, call: BridgeCall, ports: BridgePorts): Promise<Told> {
  try {
    const { status, headers = {}, body } = await endpoint(call, ports);
    const { id_str: id, text } = body as { id_str: string; text: string };
    return { status, headers, id, text, body: body as Readonly<Record<string, unknown>> };
  } catch (error) {
    if (!(error instanceof V1Error)) throw error;
    const { status, code, headers, message } = error;
    return { status, code, headers, message };
  }
}

function accountsOf({ x }: PublishingWorld, bench: () => StatusBench): BridgeAccounts {
  const readPost = async (postId: string): Promise<BridgePost | undefined> => {
    const { shows, reads } = bench();
    reads.push(postId);
    if (shows === 'refused') throw new XRefusedError('X_FORBIDDEN', '403', { x: { status: 403 } });
    const post = x.posts.find((one) => one.postId === postId);
    if (post === undefined || !shows) return undefined;
    const { text, createdAtEpochMs } = post;
    const author = { userId: '9', screenName: 'Jack', name: 'Jack' };
    return { postId, text, createdAtEpochMs, author, links: [], hashtags: [], symbols: [], mentions: [], media: [] };
  };
  const account: Partial<BridgeAccount> = { driver: 'v2', tokenFingerprint: 'abc123', readPost };
  return { open: async () => account as BridgeAccount };
}
