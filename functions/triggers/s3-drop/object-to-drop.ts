import { createHash } from 'node:crypto';

import type { DropConfig } from '../../config/config-schema.ts';
import type { Drop } from '../../domain/accept-drop.ts';
import { publicationId } from '../../domain/publication-id.ts';
import type { ObjectCreated } from './parse-s3-event.ts';

/**
 * What is to be gathered for an object under a route. Each version is a drop of its own; without versions the ETag
 * tells them apart, so that an event that comes twice, or late, is the same drop.
 */
export function objectToDrop(object: ObjectCreated, route: DropConfig): Drop {
  const { bucket, key, versionId, eTag } = object;
  const version = versionId ?? eTag;
  return {
    id: publicationId('drop', bucket, key, version),
    label: key,
    account: route.account,
    fingerprint: createHash('sha256').update(version).digest('hex'),
    ref: {
      area: 'drop',
      key,
      ...(eTag === '' ? {} : { eTag }),
      ...(versionId === undefined ? {} : { versionId }),
    },
    settleMs: route.settleSeconds * 1000,
  };
}
