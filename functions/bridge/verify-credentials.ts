import { readFlag } from '../triggers/v1-bridge/read-flag.ts';
import { readShape } from '../triggers/v1-bridge/read-shape.ts';
import { renderUser } from '../triggers/v1-bridge/render-user.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';
import { renderTweet } from './tweet/render-tweet.ts';
import { withAccount } from './with-account.ts';

/**
 * GET account/verify_credentials: the account on X behind the key, with its latest post unless `skip_status` saves that
 * read.
 */
export const verifyCredentials: BridgeEndpoint = async (call, ports) => {
  const { parameters } = call;
  const isWithStatus = readFlag(parameters, 'skip_status') !== true;
  const { user, latest } = await withAccount(call, ports, async (account, signal) => {
    const user = await account.whoAmI(signal);
    const { latestPostId } = user;
    const isAsked = isWithStatus && latestPostId !== undefined;
    return { user, latest: isAsked ? await account.readPost(latestPostId, signal) : undefined };
  });
  const { entities, ...rest } = renderUser(user);
  const { user: _author, ...status } = latest === undefined ? {} : renderTweet(latest, readShape(parameters));
  const body = {
    ...rest,
    ...(readFlag(parameters, 'include_entities') === false ? {} : { entities }),
    ...(latest === undefined ? {} : { status }),
    suspended: false,
    needs_phone_verification: false,
  };
  return { status: 200, body };
};
