import { Agent } from 'node:https';
import { connect, type Socket } from 'node:net';

import type { Addresses } from '../targets/protocol.ts';

/** Node's own agent for `https`, with its settings, except that its connections lead to the targets and are not encrypted. */
export class LeadToTargets extends Agent {
  readonly #addresses: Addresses;

  constructor(addresses: Addresses) {
    super({ keepAlive: true, scheduling: 'lifo', timeout: 5_000 });
    this.#addresses = addresses;
  }

  override createConnection({ host = '' }: { host?: string }): Socket {
    const { apiUrl, uploadUrl } = this.#addresses;
    const { hostname, port } = new URL(host.startsWith('upload.') ? uploadUrl : apiUrl);
    return connect({ host: hostname, port: Number(port), noDelay: true });
  }
}
