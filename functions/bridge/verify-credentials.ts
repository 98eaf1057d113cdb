import { readFlag } from '../triggers/v1-bridge/read-flag.ts';
import { renderUser } from '../triggers/v1-bridge/render-user.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';
import { withAccount } from './with-account.ts';

/** GET account/verify_credentials: the account on X behind the key, as X knows it. */
export const verifyCredentials: BridgeEndpoint = async (call, ports) => {
  const user = await withAccount(call, ports, (account, signal) => account.whoAmI(signal));
  const { entities, ...rest } = renderUser(user);
  const isWithEntities = readFlag(call.parameters, 'include_entities') !== false;
  const body = {
    ...rest,
    ...(isWithEntities ? { entities } : {}),
    suspended: false,
    needs_phone_verification: false,
  };
  return { status: 200, body };
};
