import type { Reply } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { Settings } from '../state/settings.ts';
import type { DraftFault } from '../tweet/judge-draft.ts';
import { v1Error } from './v1-error.ts';

/** v1.1's answer to a Tweet that it does not take. */
export function v1DraftRefusal(fault: DraftFault, caller: Account, settings: Settings): Reply {
  switch (fault) {
    case 'too-long':
      return v1Error(
        403,
        186,
        settings.textLength === 140 ? 'Status is over 140 characters.' : 'Tweet needs to be a bit shorter.',
      );
    case 'invalid-text':
      return v1Error(403, 189, 'Error creating status.');
    case 'duplicate':
      return v1Error(403, 187, 'Status is a duplicate.');
    case 'over-status-limit':
      return v1Error(403, 185, 'User is over daily status update limit.');
    case 'over-media-limit':
      return v1Error(403, 191, `User ${caller.screenName} is over daily photo limit`);
  }
}
