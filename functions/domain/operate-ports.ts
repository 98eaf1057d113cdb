import type { AnnouncePorts } from './announce-end.ts';
import type { PublicationLog } from './ports.ts';
import type { HintPorts } from './send-hint.ts';

/** What a person's command reaches: the log, and whoever has to hear of it. X is not among them. */
export interface OperatePorts extends HintPorts, AnnouncePorts {
  readonly log: PublicationLog;
}
