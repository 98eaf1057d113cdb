import type { ControlRoute } from '../control/control-route.ts';
import { assetHeaders, readAssets, sharedAssets } from './look/assets.ts';
import { ASSETS, notice } from './page-frame.ts';
import { postMediaPage, postPage } from './post-page.ts';
import { requestsPage } from './requests-page.ts';
import { stillPicture } from './still-route.ts';
import { timelinePage } from './timeline-page.ts';

const assets = readAssets([...sharedAssets, new URL('assets/sandbox.css', import.meta.url)]);

/** GET /_sandbox/page/{name}: style, script and icon. */
const pageAsset: ControlRoute = {
  method: 'GET',
  path: `${ASSETS}/:name`,
  handle(request) {
    const asset = assets.get(request.route['name'] ?? '');
    if (asset === undefined) return notice(404, 'No such file', 'The page has no file of this name.');
    const headers = assetHeaders(asset);
    const isKnown = request.headers['if-none-match'] === asset.eTag;
    return isKnown ? { status: 304, headers, body: null } : { status: 200, headers, body: asset.bytes };
  },
};

/** The pages of the sandbox with everything they load. */
export const pageRoutes: readonly ControlRoute[] = [
  timelinePage,
  postPage,
  postMediaPage,
  requestsPage,
  stillPicture,
  pageAsset,
];
