import { parentPort, workerData } from 'node:worker_threads';

import { runSeeds, type SeedRun } from './run-seeds.ts';

/** One thread of `main.ts`: runs the seeds it was given and sends back what they came to. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, not a window
parentPort?.postMessage(await runSeeds(workerData as SeedRun));
