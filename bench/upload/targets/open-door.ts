import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';

import type { Tally } from './tally.ts';

/** The address at which the server is reached, through a door that counts connections and lets each wait for its handshake. */
export async function openDoor(
  server: Server,
  tally: Tally,
  counter: 'storeConnections' | 'xConnections',
): Promise<string> {
  // A quiet connection is the contender's to keep or to end.
  server.keepAliveTimeout = 60_000;
  const door = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    tally.traffic[counter] += 1;
    const letIn = (): void => {
      server.emit('connection', socket);
      socket.resume();
    };
    const waitMs = tally.latencyMs * tally.handshakes;
    if (waitMs === 0) letIn();
    else setTimeout(letIn, waitMs);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  return `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
}
