import { readFlag } from './read-flag.ts';
import { V1Error, v1Errors } from './v1-error.ts';

/** A text that X took for the command to send a direct message, until 2017: `D name` or `M name`, in any case. */
const SHORTCODE = /^\s*[dm]\s+@?\w{1,15}(?!\w)/i;

/**
 * Lets pass what may be posted: a text meant for one person must never become public because the command is gone. Both
 * spellings of the two parameters count.
 *
 * @throws V1Error 403/151 for a shortcode, unless the client has switched the commands off
 */
export function refuseShortcode(text: string, parameters: ReadonlyMap<string, string>): void {
  if (!SHORTCODE.test(text)) return;
  const mustFail = readFlag(parameters, 'fail_dmcommands', 'fail_dm_commands') === true;
  const isOff = readFlag(parameters, 'enable_dmcommands', 'enable_dm_commands') === false;
  if (isOff && !mustFail) return;
  throw new V1Error(v1Errors.notSentAsMessage);
}
