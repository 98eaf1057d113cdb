import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import type { Clock, MediaStore, PublicationLog } from '../../functions/domain/ports.ts';

/** What the page shows, and to whom. */
export interface PageOptions {
  readonly log: Pick<PublicationLog, 'publication' | 'gate' | 'list'>;
  readonly config: PigeonpostConfig;
  readonly mode: 'LIVE' | 'SANDBOX';
  /** The sandbox's address, where posts appear instead of on X. */
  readonly xApiUrl?: string | undefined;
  /** Reads the pictures that rows name. */
  readonly media: Pick<MediaStore, 'head' | 'read'>;
  /** The address this server listens on, beside the loopback names. */
  readonly host?: string;
  /** @default Date.now */
  readonly clock?: Clock;
}
