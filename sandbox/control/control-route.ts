import type { Reply, SandboxRequest } from '../http/endpoint.ts';
import type { RuledWorld } from '../state/create-world.ts';
import type { RequestLog } from '../state/request-log.ts';

/** What the control plane rules over. */
export interface Ruled {
  readonly world: RuledWorld;
  readonly log: RequestLog;
  /** Name or address the sandbox listens on. */
  readonly host: string;
  /** Tells whoever runs the sandbox; never the client. */
  readonly reportBug: (error: unknown) => void;
}

/** One route under `/_sandbox/`: never part of the API that is played. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  handle(request: SandboxRequest, ruled: Ruled): Promise<Reply> | Reply;
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

export function controlReply(status: number, body: unknown): Reply {
  return { status, headers: JSON_HEADERS, body };
}

/** A refusal in plain words: the control plane is ours, so it need not speak like X. */
export function controlError(status: number, error: string): Reply {
  return controlReply(status, { error });
}
