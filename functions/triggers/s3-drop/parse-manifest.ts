import type * as z from 'zod';

import { PigeonpostError, RejectedTriggerError } from '../../domain/errors.ts';
import { fieldsRefused } from '../../domain/fields-refused.ts';
import { listFaults } from '../../domain/list-faults.ts';
import { manifestSchema } from './manifest-schema.ts';
import { readSidecarFields } from './parse-sidecar.ts';
import { sidecarEnding } from './sidecar-keys.ts';

type Fields = z.output<typeof manifestSchema>;

/** A picture by the name of its file. */
export interface NamedPicture {
  readonly name: string;
  readonly altText?: string;
}

/** A post and the names of its pictures, in their order. */
export interface Manifest {
  readonly native: Omit<Fields, 'media'>;
  /** Undefined for all that lie in the folder. */
  readonly pictures: readonly NamedPicture[] | undefined;
}

/**
 * What the manifest of an album says.
 *
 * @throws RejectedTriggerError `MANIFEST_INVALID`, with every fault by its path
 */
export async function parseManifest(bytes: Uint8Array, key: string): Promise<Manifest> {
  try {
    const fields = await readSidecarFields(bytes, sidecarEnding(key) ?? 'yaml');
    const parsed = manifestSchema.safeParse(fields, { reportInput: true });
    if (!parsed.success) throw fieldsRefused(listFaults(parsed.error));
    const { media, ...native } = parsed.data;
    return { native, pictures: media?.map(({ key: name, ...described }) => ({ name, ...described })) };
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    throw new RejectedTriggerError('MANIFEST_INVALID', `${key}: ${error.message}`, {
      cause: error,
      advice: 'Correct the manifest: its new version is a drop of its own.',
    });
  }
}
