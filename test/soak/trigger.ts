import { createHash } from 'node:crypto';

import { makePng } from '../journeys/make-png.ts';
import { accounts } from './pigeonpost.config.ts';

/** A picture to drop, recognised on X by its bytes. */
export interface Drop {
  readonly kind: 'drop';
  /** Its path in the drop folder, which is the row's label. */
  readonly key: string;
  readonly bytes: Buffer;
}

/** A webhook call, recognised on X by its text. */
export interface Call {
  readonly kind: 'call';
  /** The id that the signature covers, and the text of the post. */
  readonly key: string;
  readonly account: string;
}

export type Trigger = Drop | Call;

/** So many pictures and calls, shared out to the accounts in turn. */
export function makeTriggers(drops: number, calls: number): { drops: readonly Drop[]; calls: readonly Call[] } {
  return {
    drops: Array.from({ length: drops }, (_, n) => ({
      kind: 'drop',
      key: `${accountOf(n)}/${String(n).padStart(5, '0')}.png`,
      bytes: makePng(n),
    })),
    calls: Array.from({ length: calls }, (_, n) => ({
      kind: 'call',
      key: `call-${String(n).padStart(5, '0')}`,
      account: accountOf(n),
    })),
  };
}

/** What tells the trigger's post on X from all others. */
export function markOf(trigger: Trigger): string {
  return trigger.kind === 'call' ? trigger.key : pictureMark(trigger.bytes);
}

export function pictureMark(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function accountOf(number: number): string {
  return accounts[number % accounts.length] ?? accounts[0];
}
