import { invalidRequest } from '../errors/v2-problem.ts';
import type { Endpoint, SandboxRequest } from '../http/endpoint.ts';
import { invalidParameter, missingParameter } from '../media/media-refused-error.ts';
import { readCategory, readOwners } from '../media/read-upload-fields.ts';
import { readV2Body } from '../media/read-v2-body.ts';
import { userEndpoint } from './user-endpoint.ts';
import { v2Finished, v2MediaHandler } from './v2-media-reply.ts';

/** POST /2/media/upload: all in one call. */
export const v2MediaUpload: Endpoint = userEndpoint({
  method: 'POST',
  path: '/2/media/upload',
  name: 'v2.media.upload',
  handle: v2MediaHandler(async (request, world, caller) => {
    const unwanted = findQueryParameter(request);
    if (unwanted !== undefined) {
      return invalidRequest(`The query parameter [${unwanted.name}] is not one of []`, {
        [unwanted.name]: [unwanted.value],
      });
    }
    const body = readV2Body(request);
    const bytes = body.media();
    const category = readCategory(body.text('media_category'));
    if (category === undefined) throw missingParameter('media_category');
    // The one category that `initialize` alone knows (OpenAPI document 2.167, August 2026).
    if (category === 'amplify_video') throw invalidParameter('media_category', category);
    const additionalOwnerIds = readOwners(body.list('additional_owners'));
    const { mediaId } = await world.media.uploads.uploadWhole({ account: caller, category, additionalOwnerIds }, bytes);
    if (request.fault?.stuckInProgress === true) world.media.holdInProgress(mediaId);
    return { status: 200, body: { data: v2Finished(world.media.stock.require(mediaId, caller), world.media.stock) } };
  }),
});

/** Since mid-2025 this path takes none, which is how the old `command=INIT` is refused. Credentials may stand there. */
function findQueryParameter({ params }: SandboxRequest): SandboxRequest['params'][number] | undefined {
  return params.find(({ name, from }) => from === 'query' && !name.startsWith('oauth_'));
}
