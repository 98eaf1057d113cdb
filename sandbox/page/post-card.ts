import { type Markup, html, webAddress } from './look/html.ts';
import { showTime } from './look/show-time.ts';
import { mediaGrid } from './media-grid.ts';
import type { PostView } from './post-view.ts';
import type { TextPart } from './split-text.ts';

export interface CardContext {
  /** Address of the sandbox without a slash at the end; '' on its own pages. */
  readonly base: string;
  readonly nowEpochMs: number;
  /** The post the page is about: larger than the others. */
  readonly isMain?: boolean;
}

const AVATAR_COLOURS = 6;

/** One post as people see it on X. */
export function postCard(post: PostView, context: CardContext): Markup {
  const { base, nowEpochMs, isMain = false } = context;
  const permalink = permalinkOf(post, base);
  return html`<article class="post${isMain && ' post-main'}" aria-labelledby="by-${post.id}">
    <span class="avatar avatar-${avatarColour(post.screenName)}" aria-hidden="true">${initial(post)}</span>
    <div class="post-body">
      <header class="post-head" id="by-${post.id}">
        <a class="post-author" href="${base}/?account=${encodeURIComponent(post.screenName)}"
          ><bdi>${post.name}</bdi
          >${post.name !== post.screenName && html` <span class="soft">@${post.screenName}</span>`}</a
        >
        <a class="post-time" href="${permalink}">${showTime(post.createdAtEpochMs, nowEpochMs)}</a>
      </header>
      ${replyLine(post, base)}${postText(post, base)}${postMedia(post, base)}
      ${post.quoted !== undefined && quotedCard(post.quoted, context)}
      <footer class="post-foot">
        ${post.place !== undefined && html`<span class="post-place"><bdi>${post.place}</bdi></span>`}
        <span>${post.appName}</span>
        <a class="post-id" href="${permalink}">${post.id}</a>
      </footer>
    </div>
  </article>`;
}

/** As in `/pigeonpost/status/1149914662164684800`. */
export function permalinkOf({ screenName, id }: PostView, base: string): string {
  return `${base}/${encodeURIComponent(screenName)}/status/${id}`;
}

function replyLine({ replyTo }: PostView, base: string): Markup | undefined {
  if (replyTo === undefined) return undefined;
  const address = `${base}/${encodeURIComponent(replyTo.screenName)}/status/${encodeURIComponent(replyTo.statusId)}`;
  return html`<p class="post-reply soft">Replying to <a href="${address}">@${replyTo.screenName}</a></p>`;
}

function postText({ parts }: PostView, base: string): Markup | undefined {
  if (parts.length === 0) return undefined;
  return html`<p class="post-text" dir="auto"><span>${parts.map((part) => textPart(part, base))}</span></p>`;
}

function textPart(part: TextPart, base: string): Markup {
  switch (part.kind) {
    case 'text':
      return html`${part.text}`;
    case 'tag':
      return html`<span class="tag">${part.text}</span>`;
    case 'mention':
      return html`<a href="${base}/?account=${encodeURIComponent(part.screenName)}">${part.text}</a>`;
    case 'link': {
      const address = webAddress(part.address);
      if (address === undefined) return html`${part.text}`;
      return html`<a href="${address}" title="${part.address}" rel="nofollow noopener noreferrer">${part.text}</a>`;
    }
  }
}

/** Sensitive media stay unseen until somebody asks for them. */
function postMedia(post: PostView, base: string): Markup | undefined {
  const { media, isSensitive } = post;
  if (media.length === 0) return undefined;
  if (!isSensitive) return mediaGrid(media, base);
  return html`<details class="sensitive">
    <summary>
      <span class="sensitive-word">Sensitive content</span>
      <span class="sensitive-do"><span class="when-closed">Show</span><span class="when-open">Hide</span></span>
    </summary>
    ${mediaGrid(media, base)}
  </details>`;
}

function quotedCard(quoted: PostView, context: CardContext): Markup {
  return html`<div class="quoted">${postCard({ ...quoted, quoted: undefined }, { ...context, isMain: false })}</div>`;
}

function initial({ name }: PostView): string {
  return Array.from(name)[0]?.toUpperCase() ?? '?';
}

function avatarColour(screenName: string): number {
  let sum = 0;
  for (const character of screenName.toLowerCase()) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return (sum % AVATAR_COLOURS) + 1;
}
