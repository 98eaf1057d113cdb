import type { PigeonpostConfig } from '../config/config-schema.ts';
import type { AcceptWithMediaPorts } from '../domain/accept-with-media.ts';
import type { Random, Secrets } from '../domain/ports.ts';
import type { BridgeAnswer, BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import type { BridgeAccounts } from './bridge-account.ts';

/** Everything the bridge reaches. */
export interface BridgePorts extends AcceptWithMediaPorts {
  readonly config: PigeonpostConfig;
  readonly secrets: Secrets;
  readonly random: Random;
  readonly accounts: BridgeAccounts;
  /** Resolves after that long; injected, so that tests own time. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * Answers one call of v1.1's API.
 *
 * @throws V1Error the refusal, as X would give it
 * @throws V1MediaError the refusal of a medium
 * @throws PigeonpostError which `v1ErrorOf` turns into one
 */
export type BridgeEndpoint = (call: BridgeCall, ports: BridgePorts) => Promise<BridgeAnswer>;

/** One route of v1.1's API. */
export interface BridgeRoute {
  readonly method: 'GET' | 'POST';
  /** The whole path; its named groups become parameters of the call. */
  readonly path: RegExp;
  /** A create: its nonce is kept, and used again only by the very same bytes. */
  readonly isCreate?: true;
  readonly answer: BridgeEndpoint;
}
