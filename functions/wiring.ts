import type { AcceptPorts } from './domain/accept-row.ts';
import type { AcceptWithMediaPorts } from './domain/accept-with-media.ts';
import { correlatedJournal } from './domain/correlate.ts';
import type { OperatePorts } from './domain/operate-ports.ts';
import type { Engine } from './engine.ts';
import { createFetchMediaHandler } from './handlers/fetch-media.ts';
import { createOpenApiHandler } from './handlers/openapi.ts';
import { createPostsHandler } from './handlers/posts.ts';
import { createPublishHandler } from './handlers/publish.ts';
import { createS3DropHandler } from './handlers/s3-drop.ts';
import { createSweepHandler } from './handlers/sweep.ts';
import { createV1BridgeHandler } from './handlers/v1-bridge.ts';
import { createWebhookHandler } from './handlers/webhook.ts';
import { wireBridge } from './wiring-bridge.ts';
import { wireFetcher } from './wiring-fetcher.ts';
import { wirePublisher } from './wiring-publisher.ts';

/** API Gateway's own limit for one request (HTTP API quotas, read 2026-11); on one machine there is no other. */
const GATEWAY_BYTES = 10_485_760;

/** Every handler of Pigeonpost over one engine. */
export function wireHandlers(bare: Engine) {
  const engine: Engine = { ...bare, journal: correlatedJournal(bare.journal) };
  const accept: AcceptPorts = engine;
  const ports = wirePublisher(engine);
  return {
    /** For commands and checks that speak to X themselves. */
    accounts: ports.accounts,
    /** For what people ask of a row or an account by hand. */
    operate: ports satisfies OperatePorts & AcceptWithMediaPorts,
    s3Drop: createS3DropHandler({ ...accept, media: engine.media, routes: engine.config.drops }),
    webhook: createWebhookHandler(engine),
    openApi: createOpenApiHandler(engine),
    posts: createPostsHandler({ ...ports, config: engine.config, secrets: engine.secrets }),
    fetchMedia: createFetchMediaHandler(wireFetcher(engine)),
    publish: createPublishHandler(ports),
    sweep: createSweepHandler(engine),
    v1Bridge: createV1BridgeHandler(wireBridge(engine), { maxBodyBytes: GATEWAY_BYTES }),
  };
}

export type Handlers = ReturnType<typeof wireHandlers>;
