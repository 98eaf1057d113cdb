import type { Journal } from '../functions/domain/ports.ts';
import { printable } from './plain-table.ts';
import { shownUrl } from './shown-url.ts';

/** What people at a terminal want to know; the rest is in the journal. */
const TELLING: Readonly<Record<string, (fields: Fields, xApiUrl: string | undefined) => string | undefined>> = {
  posted: ({ label, url }, xApiUrl) => `posted   ${label}  ${shownUrl(String(url), xApiUrl)}`,
  ended: ({ label, state, reason }) => `${String(state).padEnd(8)} ${label}: ${reason}`,
  'account-held': ({ account, reason }) => `HELD     account ${account} (${reason}): its queue is kept`,
  'needs-human': ({ id, reason }) => `ASK      ${id}: ${reason}`,
  'double-detected': ({ id, postId }) => `DOUBLE   ${id} is on X twice${postId === undefined ? '' : ` (${postId})`}`,
  'message-dead': ({ receiveCount }) => `ASIDE    a message was tried ${receiveCount} times; the journal says why`,
  'file-unreadable': ({ key, code }) => `skipped  ${key}: it cannot be read (${code})`,
  'journal-failed': ({ reason }) => `the journal cannot be written: ${reason}`,
  'watch-lost': () => 'the drop folder cannot be watched; it is looked through every minute',
  'no-route': ({ key }) => `no route ${key}: no drop of the config covers it`,
  'left-in-place': ({ key }) => `kept     ${key}: its place in posted/ is taken`,
  'announce-given-up': ({ label }) => `kept     ${label}: its end could not be shown in the drop folder`,
  'scan-failed': ({ reason }) => `the drop folder cannot be read: ${reason}`,
};

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A journal that writes one plain line for what matters to people.
 *
 * @param xApiUrl what plays X here, once it is known
 */
export function tellPeople(write: (line: string) => void, xApiUrl: () => string | undefined): Journal {
  return {
    write: (_level, event, fields = {}) => {
      const line = TELLING[event]?.(fields, xApiUrl());
      if (line !== undefined) write(`${printable(line)}\n`);
    },
  };
}
