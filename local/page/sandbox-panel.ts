import { request } from 'undici';
import * as z from 'zod';

import { type Fill, type Markup, html } from '../../sandbox/page/look/html.ts';
import { postCard } from '../../sandbox/page/post-card.ts';
import { type PostView, readPost } from '../../sandbox/page/post-view.ts';
import type { PageOptions } from './page-options.ts';

/** The page waits no longer for the sandbox: the log is what people came for. */
const DEADLINE_MS = 1000;
const SHOWN = 6;

const answer = z.object({ posts: z.array(z.unknown()) });

/** The newest posts of the sandbox beside the log; nothing in LIVE mode. */
export async function sandboxPanel({ mode, xApiUrl }: PageOptions, nowEpochMs: number): Promise<Markup | undefined> {
  if (mode === 'LIVE' || xApiUrl === undefined) return undefined;
  const posts = await fetchPosts(xApiUrl);
  const base = xApiUrl.replace(/\/+$/, '');
  return html`<section class="panel" aria-labelledby="panel-title">
    <h2 id="panel-title">What the sandbox shows</h2>
    <p class="soft">As it would look on X. <a href="${base}/">Open its timeline</a></p>
    <ol class="posts" data-live="posts">
      ${listPosts(posts, base, nowEpochMs)}
    </ol>
  </section>`;
}

function listPosts(posts: readonly PostView[] | undefined, base: string, nowEpochMs: number): Fill {
  if (posts === undefined) return html`<li class="empty" id="no-sandbox">The sandbox does not answer.</li>`;
  if (posts.length === 0) return html`<li class="empty" id="no-posts">No posts yet.</li>`;
  return posts.map((post) => html`<li id="post-${post.id}">${postCard(post, { base, nowEpochMs })}</li>`);
}

/** Newest first; undefined when nobody answers, in time and as a sandbox does. */
async function fetchPosts(xApiUrl: string): Promise<readonly PostView[] | undefined> {
  try {
    const { statusCode, body } = await request(new URL(`/_sandbox/posts?count=${SHOWN}`, xApiUrl), {
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (statusCode !== 200) {
      await body.dump();
      return undefined;
    }
    const { posts } = answer.parse(await body.json());
    return posts.slice(0, SHOWN).flatMap((post) => readPost(post) ?? []);
  } catch {
    // Whatever is wrong with the sandbox, its own output says it better than this page could.
    return undefined;
  }
}
