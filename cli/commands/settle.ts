import { ConfigError } from '../../functions/domain/errors.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import { settleByHand, type Verdict } from '../../functions/domain/settle-by-hand.ts';
import { readPostId } from '../../local/read-post-id.ts';
import type { Command, Given } from '../command.ts';
import { onlyArgument } from '../only-argument.ts';
import { rowAsJson } from '../show-row.ts';

/** Says what became of a post that no machine could tell. */
export const settleCommand: Command = {
  name: 'settle',
  summary: 'Settle a post of unknown outcome, after you looked on X yourself.',
  usage: `ID --posted POSTID | ID --not-posted [--send-again]

  --posted POSTID   it is on X, with this id or at this address
  --not-posted      it is not on X: ends as failed
  --send-again      with --not-posted: post it now`,
  options: { posted: { type: 'string' }, 'not-posted': { type: 'boolean' }, 'send-again': { type: 'boolean' } },
  run: async (given, place) => {
    const verdict = verdictOf(given);
    const row = await settleByHand(onlyArgument(given, 'post'), verdict, place.operate);
    const text = `${row.id} is ${publicStates[row.state]} now\n`;
    return { json: rowAsJson(row, place), text, isQueued: verdict.outcome === 'not-posted' && verdict.sendAgain };
  },
};

function verdictOf(given: Given): Verdict {
  const postId = given.text('posted');
  if ((postId === undefined) === !given.flag('not-posted')) {
    throw new ConfigError('say either --posted POSTID or --not-posted');
  }
  if (postId !== undefined && given.flag('send-again')) throw new ConfigError('--send-again goes with --not-posted');
  return postId === undefined
    ? { outcome: 'not-posted', sendAgain: given.flag('send-again') }
    : { outcome: 'posted', postId: readPostId(postId) };
}
