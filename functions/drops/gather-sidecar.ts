import type { MediaStore } from '../domain/ports.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { lookBeside } from './look-beside.ts';

/** What is to be told of a sidecar that came before its picture, once the time to gather is over: it is no post. */
export async function gatherSidecar(key: string, media: Pick<MediaStore, 'list'>): Promise<Gathered> {
  const { pictures, sidecars } = await lookBeside(key, media);
  const [picture] = pictures;
  if (picture !== undefined) {
    const message = `${key} is part of the post of ${picture.ref.key}`;
    return { outcome: 'ignored', failure: { code: 'SIDECAR_USED', message } };
  }
  if (!sidecars.some(({ ref }) => ref.key === key)) {
    const message = `${key} is not there any more: it went with its picture, or was taken away`;
    return { outcome: 'ignored', failure: { code: 'SIDECAR_USED', message } };
  }
  const failure = {
    code: 'SIDECAR_ALONE',
    message: `no picture of the same name lies beside ${key}`,
    advice: 'Drop the picture: it will take this file as it is then.',
  };
  return { outcome: 'ignored', failure };
}
