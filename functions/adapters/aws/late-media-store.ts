import type { MediaStore } from '../../domain/ports.ts';

/** A media store that is opened by the first use, for a function that seldom needs one: it loads without S3's client. */
export function lateMediaStore(open: () => Promise<MediaStore>): MediaStore {
  let opening: Promise<MediaStore> | undefined;
  const store = async () => (opening ??= open());
  return {
    head: async (ref) => (await store()).head(ref),
    read: async (...range) => (await store()).read(...range),
    stage: async (key, bytes) => (await store()).stage(key, bytes),
    tag: async (...tagging) => (await store()).tag(...tagging),
    list: async (prefix, most) => (await store()).list(prefix, most),
    move: async (ref, toKey) => (await store()).move(ref, toKey),
    remove: async (ref) => (await store()).remove(ref),
    note: async (key, text) => (await store()).note(key, text),
  };
}
