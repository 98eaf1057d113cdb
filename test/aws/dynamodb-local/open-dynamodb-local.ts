import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { freePort } from '../free-port.ts';

const START_WITHIN_MS = 60_000;

/** AWS's own DynamoDB for development machines, in memory, on a free port of this machine. */
export async function openDynamoDbLocal(jars: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const port = await freePort();
  const main = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
  const flags = ['-inMemory', '-disableTelemetry', '-port', String(port)];
  const java = spawn('java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', `${jars}/*`, main, ...flags], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswering(url, java);
  return {
    url,
    close: async () => {
      const ended = once(java, 'exit');
      java.kill('SIGKILL');
      await ended;
    },
  };
}

async function untilAnswering(url: string, java: { readonly exitCode: number | null }): Promise<void> {
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline && java.exitCode === null) {
    // Anything but a refused connection will do: it answers 400 to what is not signed.
    const answer = await fetch(url).catch(() => undefined);
    if (answer !== undefined) return;
    await pause(100);
  }
  throw new Error(`DynamoDB Local did not start within ${START_WITHIN_MS / 1000} s`);
}
