import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import type { AcceptWithMediaPorts } from '../../functions/domain/accept-with-media.ts';
import type { OperatePorts } from '../../functions/domain/operate-ports.ts';
import type { Clock, MediaStore, PublicationLog } from '../../functions/domain/ports.ts';
import type { SettlePorts } from '../../functions/domain/settle-posted.ts';
import type { ActionTokens } from './action-tokens.ts';

/** What the page shows, and to whom. */
export interface PageOptions {
  readonly log: Pick<PublicationLog, 'publication' | 'gate' | 'list'>;
  readonly config: PigeonpostConfig;
  readonly mode: 'LIVE' | 'SANDBOX';
  /** The sandbox's address, where posts appear instead of on X. */
  readonly xApiUrl?: string | undefined;
  /** Reads the pictures that rows name. */
  readonly media: Pick<MediaStore, 'head' | 'read'>;
  /** What its buttons reach. */
  readonly operate: OperatePorts & AcceptWithMediaPorts & SettlePorts;
  /** The address this server listens on, beside the loopback names. */
  readonly host?: string;
  /** @default Date.now */
  readonly clock?: Clock;
}

/** The same for whatever draws a form. */
export interface FormOptions extends PageOptions {
  readonly tokens: ActionTokens;
}
