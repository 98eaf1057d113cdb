import type { ControlRoute, Ruled } from '../control/control-route.ts';
import type { SandboxRequest } from '../http/endpoint.ts';
import { type Fill, type Markup, html } from './look/html.ts';
import { aboutSandbox, framed, notice } from './page-frame.ts';
import { postCard } from './post-card.ts';
import { type PostsPage, readPosts } from './read-posts.ts';

/** GET /: every post, newest first. */
export const timelinePage: ControlRoute = {
  method: 'GET',
  path: '/',
  handle(request, ruled) {
    const account = request.param('account');
    const before = request.param('before');
    if (before !== undefined && !/^\d{1,20}$/.test(before)) {
      return notice(400, 'This page does not exist', '"before" must be the id of a post.');
    }
    const page = readPosts(ruled.world, account, before);
    const title = account === undefined ? 'Timeline' : `@${account}`;
    const main = html`<div class="columns">
      <section class="timeline" aria-labelledby="timeline-title">
        <h1 id="timeline-title"><bdi>${title}</bdi></h1>
        ${accountLinks(ruled, account)}
        <ol class="posts" data-live="posts" data-announce="post">
          ${listPosts(page, account, request, ruled)}
        </ol>
        ${pager(page, account, before)}
      </section>
      <div class="side">${aboutSandbox(request, ruled)}</div>
    </div>`;
    return framed({ title, here: 'timeline', main });
  },
};

function listPosts({ posts }: PostsPage, account: string | undefined, request: SandboxRequest, { world }: Ruled): Fill {
  if (posts.length === 0) return nothingYet(account, request);
  const nowEpochMs = world.now();
  return posts.map((post) => html`<li id="post-${post.id}">${postCard(post, { base: '', nowEpochMs })}</li>`);
}

function nothingYet(account: string | undefined, { origin }: SandboxRequest): Markup {
  if (account !== undefined) return html`<li class="empty" id="nothing">@${account} has posted nothing here.</li>`;
  return html`<li class="empty" id="nothing">
    <p><strong>Nothing was posted yet.</strong></p>
    <p>Point a client of the X API at <code>${origin}</code> and post.</p>
  </li>`;
}

/** Links to the accounts one by one, in the order they were made. */
function accountLinks({ world }: Ruled, chosen: string | undefined): Markup {
  const here = html` aria-current="true"`;
  const links = world.accounts.map(({ screenName }) => {
    const isChosen = screenName.toLowerCase() === chosen?.toLowerCase();
    return html`<a href="/?account=${encodeURIComponent(screenName)}" ${isChosen && here}>@${screenName}</a>`;
  });
  return html`<nav class="chips" aria-label="Accounts">
    <a href="/" ${chosen === undefined && here}>Everybody</a> ${links}
  </nav>`;
}

function pager({ next }: PostsPage, account: string | undefined, before: string | undefined): Markup {
  const filter = account === undefined ? '' : `account=${encodeURIComponent(account)}&`;
  return html`<nav class="pager" aria-label="Pages of the timeline" data-live="pager">
    ${before !== undefined && html`<a id="newest" href="/?${filter}">Newest</a>`}
    ${next !== undefined && html`<a id="older" rel="next" href="/?${filter}before=${next}">Older</a>`}
  </nav>`;
}
