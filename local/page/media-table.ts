import type { MediaRecord, Publication } from '../../functions/domain/publication.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { plainName } from '../../sandbox/page/look/plain-name.ts';
import { showBytes, showTime } from '../../sandbox/page/look/show-time.ts';
import { mediaOf, type RowMedia, thumbnail } from './thumbnails.ts';

/** Pictures and films of a row with what X knows of them. */
export function mediaTable(row: Publication, nowEpochMs: number): Markup | undefined {
  const media = mediaOf(row);
  if (media.length === 0) return undefined;
  const items = media.map((medium) => mediaItem(row, medium, row.media[medium.index] ?? {}, nowEpochMs));
  return html`<section>
    <h2>Media</h2>
    <ul class="media-items">
      ${items}
    </ul>
  </section>`;
}

function mediaItem(row: Publication, medium: RowMedia, record: MediaRecord, nowEpochMs: number): Markup {
  return html`<li>
    ${medium.ref === undefined ? html`<span class="thumbs thumbs-none">X</span>` : thumbnail(row, medium)}
    <dl class="facts">
      ${fact('File', medium.ref && html`<bdi>${plainName(medium.ref.key)}</bdi>`)}
      ${fact('Alt text', medium.altText ?? html`<span class="soft">none</span>`)} ${fact('Kind', kindOf(record))}
      ${fact('Upload', uploadOf(record))}
      ${fact('Media id', record.mediaId && html`<code>${record.mediaId}</code>${expiry(record, nowEpochMs)}`)}
      ${fact('SHA-256', record.sha256 && html`<code class="hash">${record.sha256}</code>`)}
    </dl>
  </li>`;
}

function fact(name: string, value: Markup | string | undefined): Markup | undefined {
  return value === undefined || value === ''
    ? undefined
    : html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
}

function kindOf({ mediaType, totalBytes }: MediaRecord): string {
  return [mediaType, totalBytes === undefined ? undefined : showBytes(totalBytes)]
    .filter((part) => part !== undefined)
    .join(', ');
}

function uploadOf({ progress }: MediaRecord): string | undefined {
  if (progress === undefined) return undefined;
  const { segmentsDone, segmentsTotal, finalized } = progress;
  return finalized ? 'all parts are up' : `${segmentsDone.length} of ${segmentsTotal} parts are up`;
}

function expiry({ expiresAtEpochSeconds }: MediaRecord, nowEpochMs: number): Markup | undefined {
  if (expiresAtEpochSeconds === undefined) return undefined;
  const expiresAtEpochMs = expiresAtEpochSeconds * 1000;
  const word = expiresAtEpochMs > nowEpochMs ? 'valid until' : 'was valid until';
  return html`, <span class="soft">${word} ${showTime(expiresAtEpochMs, nowEpochMs)}</span>`;
}
