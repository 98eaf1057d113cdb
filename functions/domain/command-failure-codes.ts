import type { FailureCode } from './failure-code.ts';

/** The codes of commands that a row does not allow. */
export const commandFailureCodes: Readonly<Record<string, FailureCode>> = {
  POST_UNKNOWN: {
    means: 'a command named a post that is not in the log',
    again: 'never',
    advice: '`posts` lists them.',
  },
  POST_CLAIMED: {
    means: 'that post on X is the result of another row',
    again: 'never',
    advice: 'Look again which it is.',
  },
  WRONG_STATE: {
    means: 'the state of the row does not allow the command',
    again: 'never',
    advice: '`posts ID` shows its state.',
  },
  TOO_EARLY: {
    means: 'the last call is so recent that X may still make the post',
    again: 'after a look',
    advice: 'Look on X once more after two minutes, then settle it.',
  },
};
