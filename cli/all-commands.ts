import type { Command } from './command.ts';
import { authCommand } from './commands/auth.ts';
import { backfillCommand } from './commands/backfill.ts';
import { bridgeCommand } from './commands/bridge.ts';
import { cancelCommand } from './commands/cancel.ts';
import { doctorCommand } from './commands/doctor.ts';
import { infoCommand } from './commands/info.ts';
import { pauseCommand } from './commands/pause.ts';
import { postCommand } from './commands/post.ts';
import { postsCommand } from './commands/posts.ts';
import { previewCommand } from './commands/preview.ts';
import { redriveCommand } from './commands/redrive.ts';
import { resumeCommand } from './commands/resume.ts';
import { settleCommand } from './commands/settle.ts';
import { webhookCommand } from './commands/webhook.ts';

/** In the order in which help lists them. */
export const allCommands: readonly Command[] = [
  postsCommand,
  previewCommand,
  postCommand,
  settleCommand,
  redriveCommand,
  cancelCommand,
  pauseCommand,
  resumeCommand,
  backfillCommand,
  authCommand,
  doctorCommand,
  infoCommand,
  webhookCommand,
  bridgeCommand,
];
