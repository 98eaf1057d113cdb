import type { Plugin } from 'esbuild';

/**
 * For esbuild's `define`: undici leaves its second, experimental parser of HTTP/1.1 out where this name exists, as Node
 * itself does in the undici it brings along (undici 8, lib/dispatcher/client-h1.js, read 2026-11).
 */
export const leanUndici = { esbuildDetection: 'true' } as const;

/**
 * undici without HTTP/2, which it would load with Node's own `http2` at once. Every pool and connector here says
 * `allowH2: false`, so that no server is ever offered it.
 */
export const withoutHttp2: Plugin = {
  name: 'without-http2',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/ }, () => ({
      contents: `module.exports = () => { throw new Error('this bundle speaks HTTP/1.1 alone'); };`,
    }));
  },
};
