import { assetHeaders, readAssets, sharedAssets } from '../../sandbox/page/look/assets.ts';
import { bytesAnswer, problem } from './answers.ts';
import type { GuardedRoute } from './guard.ts';

const assets = readAssets([...sharedAssets, new URL('assets/log.css', import.meta.url)]);

/** GET /page/{name}: style, script and icon. */
export const assetRoute: GuardedRoute = {
  method: 'GET',
  path: '/page/:name',
  handle: async (event) => {
    const asset = assets.get(event.pathParameters?.['name'] ?? '');
    if (asset === undefined) return problem(404, 'NOT_FOUND', 'there is no such file of the page');
    const isKnown = event.headers['if-none-match'] === asset.eTag;
    return bytesAnswer(isKnown ? 304 : 200, isKnown ? Buffer.alloc(0) : asset.bytes, assetHeaders(asset));
  },
};
