/* oxlint-disable no-control-regex -- the control characters are what is looked for */
import { weighText } from './weigh-text.ts';
import type { FieldFault } from './x-account.ts';

export interface TextRoom {
  /** Weighted characters the text may take. */
  readonly maxWeightedLength: number;
  readonly hasMedia: boolean;
}

/** Everything about a text that X would refuse, or worse, take in another meaning; empty when it can be sent. */
export function checkText(text: string, room: TextRoom): readonly FieldFault[] {
  if (!room.hasMedia && !isVisible(text)) return [fault('TEXT_EMPTY', emptyMessage(text))];
  const faults: FieldFault[] = [];
  if (!text.isWellFormed()) {
    faults.push(fault('UTF8_INVALID', 'the text holds half a surrogate pair, which is no character: send whole ones'));
  }
  const control = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFEFF\uFFFF]/.exec(text)?.[0];
  if (control !== undefined) {
    faults.push(fault('TEXT_INVALID', `the text holds ${nameOf(control)}, which X does not take: remove it`));
  }
  const { weightedLength, isExact } = weighText(text, room.maxWeightedLength);
  if (weightedLength > room.maxWeightedLength) {
    const got = isExact ? `${weightedLength}` : `over ${weightedLength - 1}`;
    faults.push(
      fault(
        'TEXT_TOO_LONG',
        `the text takes ${got} of X's characters, allowed ${room.maxWeightedLength}: shorten it, or let it be split into a thread`,
      ),
    );
  }
  return faults;
}

function isVisible(text: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/u.test(text);
}

function emptyMessage(text: string): string {
  return text === ''
    ? 'neither text nor media: give one of them'
    : 'the text is blank and there is no media: give one of them';
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function fault(code: string, message: string): FieldFault {
  return { path: 'text', code, message };
}
