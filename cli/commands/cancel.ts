import { cancel } from '../../functions/domain/cancel.ts';
import type { Command } from '../command.ts';
import { onlyArgument } from '../only-argument.ts';
import { rowAsJson } from '../show-row.ts';

/** Ends a row before it is posted. */
export const cancelCommand: Command = {
  name: 'cancel',
  summary: 'Do not post what waits; of a thread, what follows is cancelled too.',
  usage: 'ID',
  options: {},
  run: async (given, place) => {
    const row = await cancel(onlyArgument(given, 'post'), place.operate);
    return { json: rowAsJson(row, place), text: `cancelled ${row.id}: it will not be posted\n` };
  },
};
