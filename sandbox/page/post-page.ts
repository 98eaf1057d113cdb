import type { ControlRoute } from '../control/control-route.ts';
import { html } from './look/html.ts';
import { framed, notice } from './page-frame.ts';
import { postCard } from './post-card.ts';
import { readConversation } from './read-posts.ts';

const handle: ControlRoute['handle'] = (request, { world }) => {
  const id = request.route['id'] ?? '';
  const found = readConversation(world, id);
  if (found === undefined) {
    return notice(404, 'No such post', 'The sandbox has no post with this id. It may have been deleted, or reset.');
  }
  const { before, post, replies } = found;
  const context = { base: '', nowEpochMs: world.now() };
  const item = (card: typeof post) => html`<li id="post-${card.id}">${postCard(card, context)}</li>`;
  const main = html`<section class="conversation" aria-labelledby="post-title">
    <h1 id="post-title">Post by <bdi>@${post.screenName}</bdi></h1>
    <ol class="posts thread">
      ${before.map(item)}
      <li id="post-${post.id}" aria-current="true">${postCard(post, { ...context, isMain: true })}</li>
    </ol>
    <ol class="posts" data-live="replies" data-announce="reply">
      ${replies.map(item)}
    </ol>
  </section>`;
  return framed({ title: `Post by @${post.screenName}`, here: undefined, main });
};

/**
 * GET /{screenName}/status/{id}: one post with its conversation. The name does not matter, as on X: `/i/status/{id}` is
 * the address of whoever does not know it.
 */
export const postPage: ControlRoute = { method: 'GET', path: '/:screenName/status/:id', handle };

/** GET /{screenName}/status/{id}/photo/1: where the link at the end of a post with pictures leads. */
export const postMediaPage: ControlRoute = { method: 'GET', path: '/:screenName/status/:id/:kind/:number', handle };
