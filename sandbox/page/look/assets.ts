import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file of a page, read once at the start. */
export interface Asset {
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly eTag: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Assets by the last part of their address. Only what is listed is ever served. */
export function readAssets(files: readonly URL[]): ReadonlyMap<string, Asset> {
  return new Map(files.map((file) => [nameOf(file), readAsset(file)]));
}

/** What both pages use. */
export const sharedAssets: readonly URL[] = [
  new URL('assets/base.css', import.meta.url),
  new URL('assets/post.css', import.meta.url),
  new URL('assets/live.js', import.meta.url),
  new URL('assets/icon.svg', import.meta.url),
];

export function assetHeaders({ contentType, eTag }: Asset): Readonly<Record<string, string>> {
  return {
    'content-type': contentType,
    etag: eTag,
    // Asked for anew each time, answered with 304: nobody sees yesterday's style after an update.
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
}

function readAsset(file: URL): Asset {
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return { contentType: CONTENT_TYPES[extensionOf(file)] ?? 'application/octet-stream', bytes, eTag: `"${hash}"` };
}

function nameOf(file: URL): string {
  return file.pathname.slice(file.pathname.lastIndexOf('/') + 1);
}

function extensionOf(file: URL): string {
  return file.pathname.slice(file.pathname.lastIndexOf('.') + 1);
}
