import { PigeonpostError, RejectedTriggerError } from '../../domain/errors.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import type { NativePost } from '../native-post-schema.ts';
import { parseNativePost } from '../parse-native-post.ts';
import { readSidecarFields } from './parse-sidecar.ts';
import { sidecarEnding } from './sidecar-keys.ts';

/** A post and the names of its pictures, in their order. */
export interface Manifest {
  readonly native: NativePost;
  readonly pictures: readonly { readonly name: string; readonly altText?: string }[];
}

/**
 * What the manifest of an album says.
 *
 * @throws RejectedTriggerError `MANIFEST_INVALID`, with every fault by its path
 */
export function parseManifest(bytes: Uint8Array, key: string): Manifest {
  try {
    const native = parseNativePost(readSidecarFields(bytes, sidecarEnding(key) ?? 'yaml'));
    const faults = faultsOf(native);
    if (faults.length > 0) throw fieldsRefused(faults);
    const pictures = (native.media ?? []).map(({ key: name = '', altText }) =>
      altText === undefined ? { name } : { name, altText },
    );
    return { native, pictures };
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    throw new RejectedTriggerError('MANIFEST_INVALID', `${key}: ${error.message}`, {
      cause: error,
      advice: 'Correct the manifest: its new version is a drop of its own.',
    });
  }
}

function faultsOf({ media, idempotencyKey }: NativePost) {
  const fault = (path: string, message: string) => ({ path, code: 'SCHEMA', message });
  const list = media === undefined ? [fault('media', 'must list the pictures, or be [] for a post of text alone')] : [];
  const own = idempotencyKey === undefined ? [] : [fault('idempotencyKey', 'is not for drops: the file is the key')];
  // Other folders may be another account's.
  const foreign = (media ?? []).flatMap(({ key }, i) =>
    key === undefined || key.includes('/') ? [fault(`media[${i}].key`, 'must name a file of the same folder')] : [],
  );
  return [...list, ...own, ...foreign];
}
