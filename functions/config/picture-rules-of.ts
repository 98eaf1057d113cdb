import type { PictureRules } from '../domain/pictures/picture-fitter.ts';
import type { AccountConfig, DropConfig } from './config-schema.ts';

/**
 * What may be done to pictures: what the route says, else the account.
 *
 * @param account undefined for rows of an account that has left the config: they are worked by the defaults
 */
export function pictureRulesOf(account: AccountConfig | undefined, route?: DropConfig): PictureRules {
  return {
    oversize: route?.oversize ?? account?.oversize ?? 'downscale',
    stripMetadata: route?.stripMetadata ?? account?.stripMetadata ?? true,
  };
}
