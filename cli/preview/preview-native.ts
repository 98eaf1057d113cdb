import { readFile } from 'node:fs/promises';

import { ConfigError, MediaRejectedError, RejectedTriggerError } from '../../functions/domain/errors.ts';
import { fieldsRefused } from '../../functions/domain/fields-refused.ts';
import type { PostMedia } from '../../functions/domain/post.ts';
import type { NativeMedium } from '../../functions/triggers/native-post-schema.ts';
import { nativeToPost, parseNativePost } from '../../functions/triggers/parse-native-post.ts';
import { readInlineMedia } from '../../functions/triggers/webhook/read-inline-media.ts';
import { refusedBy } from './preview-drop.ts';
import { previewPost, type Preview, type PreviewPorts } from './preview-post.ts';
import { PreviewStore } from './preview-store.ts';

/**
 * What a post written as JSON would become, as the body of a call whose webhook takes it as it is.
 *
 * @param dropFolder where the pictures lie that it names by `key`
 * @throws ConfigError when the config has no such account
 */
export async function previewNative(
  path: string,
  dropFolder: string,
  ports: Omit<PreviewPorts, 'store'>,
): Promise<Preview> {
  try {
    const native = parseNativePost(parseJson(await readFile(path, 'utf8')));
    const account = native.account ?? Object.keys(ports.config.accounts)[0] ?? '';
    if (!Object.hasOwn(ports.config.accounts, account)) {
      throw new ConfigError(`there is no account ${account.slice(0, 63)} in the config`);
    }
    const asked = native.media ?? [];
    const { bytes, faults } = readInlineMedia(asked, new Map());
    if (faults.length > 0) throw fieldsRefused(faults);
    const media = asked.map((medium, index) => placeOf(medium, index, bytes[index] !== undefined));
    const brought = new Map(
      bytes.flatMap((one, index) => (one === undefined ? [] : [[broughtKey(index), one] as const])),
    );
    const store = new PreviewStore({ prefix: '', folder: dropFolder }, brought);
    const post = await previewPost(nativeToPost(native, account, media), 0, undefined, { ...ports, store });
    return { what: path, posts: [post], faults: post.plan.faults, warnings: [] };
  } catch (error) {
    if (!(error instanceof RejectedTriggerError) && !(error instanceof MediaRejectedError)) throw error;
    return refusedBy(path, error);
  }
}

function placeOf({ key, url, altText }: NativeMedium, index: number, isBrought: boolean): PostMedia {
  const described = altText === undefined ? {} : { altText };
  if (url !== undefined) return { from: 'url', url, ...described };
  if (isBrought) return { from: 'stored', ref: { area: 'work', key: broughtKey(index) }, ...described };
  if (key !== undefined) return { from: 'stored', ref: { area: 'drop', key }, ...described };
  // What was put elsewhere before: nothing is known of it here.
  return { from: 'uploaded', mediaId: '0', expiresAtEpochSeconds: 0, ...described };
}

function broughtKey(index: number): string {
  return `brought/${index}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RejectedTriggerError('JSON_INVALID', `is no JSON: ${(cause as Error).message}`, { cause });
  }
}
