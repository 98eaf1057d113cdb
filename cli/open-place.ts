import { type FolderOptions, openFolder } from './folder/open-folder.ts';
import type { OpenPlace } from './place.ts';
import type { StageOptions } from './stage/open-stage.ts';

/** Which place is meant. */
export type PlaceOptions = { readonly folder: FolderOptions } | { readonly stage: StageOptions };

/**
 * The place that the options name; the AWS SDK is loaded for a deployment only.
 *
 * @throws ConfigError when the config has faults, or there is no such deployment within reach
 */
export async function openPlace(options: PlaceOptions): Promise<OpenPlace> {
  if ('folder' in options) return openFolder(options.folder);
  const { openStage } = await import('./stage/open-stage.ts');
  return openStage(options.stage);
}
