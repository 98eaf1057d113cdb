import { type Markup, html } from './html.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A moment for people, in the time zone of this machine: the time alone today, else with its day. The exact moment in UTC
 * is in the attributes.
 */
export function showTime(epochMs: number, nowEpochMs: number): Markup {
  const iso = isoTime(epochMs);
  return html`<time datetime="${iso}" title="${iso}">${shortTime(epochMs, nowEpochMs)}</time>`;
}

/** ISO 8601 in UTC; what is no moment at all gives its number. */
export function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString();
}

function shortTime(epochMs: number, nowEpochMs: number): string {
  const [date, now] = [new Date(epochMs), new Date(nowEpochMs)];
  if (Number.isNaN(date.getTime())) return String(epochMs);
  const time = date.toLocaleTimeString('en-GB');
  if (date.toDateString() === now.toDateString()) return time;
  const isFar = Math.abs(epochMs - nowEpochMs) > 180 * DAY_MS;
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isFar && { year: 'numeric' }),
  });
  return `${day}, ${time.slice(0, 5)}`;
}

/** As in `840 ms`, `2.4 s` or `3 min`. */
export function showDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** As in `14 KB`; a thousand bytes a step, as files are counted by most systems. */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
