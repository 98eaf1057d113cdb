import { isFinal, publicStates } from '../../functions/domain/publication-state.ts';
import { acceptHandPost, type HandRequest } from '../../local/accept-hand-post.ts';
import type { Command, CommandResult } from '../command.ts';
import type { OpenPlace } from '../place.ts';
import { planHandPost } from '../plan-hand-post.ts';
import { readHandPost } from '../read-hand-post.ts';
import { postAsText, rowAsJson } from '../show-row.ts';

/** Posts by hand, by the same road as every trigger. */
export const postCommand: Command = {
  name: 'post',
  summary: 'Post by hand: through the same checks, pace and log as everything else.',
  usage: `[TEXT] [options]

  --account NAME      the account (needless when the config has one)
  --media FILE        a picture or video, or its https address; again for up to four pictures
  --alt TEXT          alt text of the --media before it
  --reply-to ID       the post this answers
  --schedule-at TIME  not before then: RFC 3339 with offset, as in 2026-12-24T18:00:00+01:00
  --thread            let a text that is too long for one post become a thread
  --key KEY           the same key posts once, however often the command is run
  --dry-run           show what would be posted and what it costs, and write nothing`,
  options: {
    account: { type: 'string' },
    media: { type: 'string', multiple: true },
    alt: { type: 'string', multiple: true },
    'reply-to': { type: 'string' },
    'schedule-at': { type: 'string' },
    thread: { type: 'boolean' },
    key: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run: async (given, place) => {
    const request = await readHandPost(given, place);
    return given.flag('dry-run') ? planHandPost(request, place) : post(request, place);
  },
};

async function post(request: HandRequest, place: OpenPlace): Promise<CommandResult> {
  const { publication, isNew } = await acceptHandPost(request, place.operate, place.config);
  const { id, warnings } = publication;
  const state = publicStates[publication.state];
  const parts = request.posts.length > 1 ? `, a thread of ${request.posts.length}` : '';
  const lines = [
    `${isNew ? 'accepted' : 'known'} ${id}: ${state}${parts}`,
    postAsText(publication, place) ?? [],
    ...warnings.map((warning) => `warning: ${warning}`),
  ].flat();
  const isQueued = !isFinal(publication.state);
  return { json: { isNew, ...rowAsJson(publication, place) }, text: `${lines.join('\n')}\n`, isQueued };
}
