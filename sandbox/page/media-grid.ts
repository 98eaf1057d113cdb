import { type Markup, html } from './look/html.ts';
import type { MediaView } from './post-view.ts';

/** The pictures of a post, one large or up to four side by side, each with its alt text to open. */
export function mediaGrid(media: readonly MediaView[], base: string): Markup {
  const figures = media.map((medium, at) => {
    const which = media.length === 1 ? 'the picture' : `picture ${at + 1}`;
    return html`<figure class="medium">${shown(medium, base)}${altBadge(medium, which)}</figure>`;
  });
  return html`<div class="media media-${media.length}">${figures}</div>`;
}

function shown(medium: MediaView, base: string): Markup {
  switch (medium.type) {
    case 'photo':
      return photo(medium, base);
    case 'animated_gif':
      return gif(medium, base);
    case 'video':
      return video(medium, base);
  }
}

function photo(medium: MediaView, base: string): Markup {
  const address = `${base}/_sandbox/media/${medium.id}`;
  return html`<a class="photo" href="${address}">${picture(medium, address)}</a>`;
}

/** Stands still until somebody starts it, and again when he stops it: nothing moves by itself. */
function gif(medium: MediaView, base: string): Markup {
  const { id } = medium;
  return html`<details class="gif">
    <summary>
      ${picture(medium, `${base}/_sandbox/page/still/${id}`)}
      <span class="gif-do"
        ><span aria-hidden="true" class="gif-sign"></span> GIF<span class="hidden when-closed">, play</span
        ><span class="hidden when-open">, stop</span></span
      >
    </summary>
    ${picture({ ...medium, altText: '' }, `${base}/_sandbox/media/${id}`)}
  </details>`;
}

function video({ id, altText, widthPx, heightPx }: MediaView, base: string): Markup {
  return html`<video
    src="${base}/_sandbox/media/${id}"
    width="${widthPx}"
    height="${heightPx}"
    aria-label="${altText ?? 'video without alt text'}"
    controls
    muted
    playsinline
    preload="metadata"
  ></video>`;
}

function picture({ altText, widthPx, heightPx }: MediaView, address: string): Markup {
  return html`<img
    src="${address}"
    alt="${altText ?? 'picture without alt text'}"
    width="${widthPx}"
    height="${heightPx}"
    loading="lazy"
    decoding="async"
  />`;
}

function altBadge({ altText }: MediaView, which: string): Markup {
  if (altText === undefined || altText === '') return html`<span class="alt-none">no ALT</span>`;
  return html`<details class="alt">
    <summary>ALT<span class="hidden"> text of ${which}</span></summary>
    <p dir="auto">${altText}</p>
  </details>`;
}
