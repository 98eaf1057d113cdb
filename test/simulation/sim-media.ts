import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import type { MediaStore } from '../../functions/domain/ports.ts';
import type { InMemoryMediaStore } from '../fakes/in-memory-media-store.ts';
import type { SimWorker } from './sim-worker.ts';
import type { Stage } from './stage.ts';

const fixtures = join(import.meta.dirname, '../fixtures/media');
const picture = readFileSync(join(fixtures, 'transparent-64x48.png'));
const film = readFileSync(join(fixtures, 'index-last-176x144-1s.mp4'));
const PNG_HEAD_BYTES = 33;

/** A small picture or film that carries a name, so that whoever sees it on X knows which trigger it belongs to. */
export function draw(name: string, kind: 'photo' | 'video'): Uint8Array {
  const words = Buffer.from(`name:${name};`);
  const length = Buffer.alloc(4);
  if (kind === 'video') {
    length.writeUInt32BE(words.length + 8);
    return Buffer.concat([film, length, Buffer.from('free'), words]);
  }
  length.writeUInt32BE(words.length);
  const chunk = [length, Buffer.from('tEXt'), words, Buffer.alloc(4)];
  return Buffer.concat([picture.subarray(0, PNG_HEAD_BYTES), ...chunk, picture.subarray(PNG_HEAD_BYTES)]);
}

/** The name that these bytes carry; empty when they carry none. */
export function namesDrawnIn(bytes: Uint8Array): string {
  return /name:([\w-]+);/.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? '';
}

const HOST = 'https://pictures.example.org/';

/** Where the picture of that name lies on the internet. */
export function addressOf(name: string): string {
  return `${HOST}${name}`;
}

/** The name of the picture that lies there. */
export function nameAt(address: string): string {
  return address.slice(HOST.length);
}

const TAKES_MS = [5, 80] as const;

/** The buckets as one worker reaches them. */
export function mediaOf(worker: SimWorker, store: InMemoryMediaStore, stage: Stage): MediaStore {
  const call = async <Answer>(what: string, act: () => Promise<Answer>): Promise<Answer> => {
    const { storeRefuses: refuses, storeAnswerLost: answerLost } = stage.rates;
    const trouble = { refuses, answerLost, error: () => new StoreUnavailableError('the bucket does not answer') };
    return worker.call({ what: `media.${what}`, takesMs: TAKES_MS, act, trouble });
  };
  return {
    head: (ref) => call(`head ${ref.key}`, () => store.head(ref)),
    read: (ref, ...range) => call(`read ${ref.key}`, () => store.read(ref, ...range)),
    stage: (key, bytes) => call(`stage ${key}`, () => store.stage(key, bytes)),
    tag: (ref, tags) => call(`tag ${ref.key}`, () => store.tag(ref, tags)),
    list: (prefix, most) => call(`list ${prefix}`, () => store.list(prefix, most)),
    move: (ref, toKey) => call(`move ${ref.key}`, () => store.move(ref, toKey)),
    remove: (ref) => call(`remove ${ref.key}`, () => store.remove(ref)),
    note: (key, text) => call(`note ${key}`, () => store.note(key, text)),
  };
}
