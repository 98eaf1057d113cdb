import type { WebhookConfig } from '../../config/webhook-schema.ts';
import { findUrlFault } from '../../domain/find-url-fault.ts';
import type { FieldFault } from '../../domain/x-account.ts';
import type { NativeMedium } from '../native-post-schema.ts';

/** What is wrong with the addresses of media, as far as they tell themselves; nobody is asked yet. */
export function urlFaults(media: readonly NativeMedium[], webhook: WebhookConfig | undefined): FieldFault[] {
  const { allowHttp = false, allowPrivateHosts = [] } = webhook ?? {};
  return media.flatMap(({ url }, index) => {
    const fault = url === undefined ? undefined : findUrlFault(url, { allowHttp, allowPrivateHosts });
    return fault === undefined ? [] : [{ path: `media[${index}].url`, ...fault }];
  });
}
