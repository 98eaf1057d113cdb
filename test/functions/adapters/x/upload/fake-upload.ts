import type { FakeX, Play, SeenRequest } from '../fake-x.ts';
import { startFakeX } from '../fake-x.ts';

/** A step of a chunked upload, as either version spells it. */
export interface Step {
  readonly name: 'INIT' | 'APPEND' | 'FINALIZE' | 'STATUS';
  readonly segment: number;
  /** How many times this very step was asked for before. */
  readonly repeat: number;
}

export interface FakeUpload {
  readonly x: FakeX;
  readonly steps: readonly Step[];
  /** Bytes of each segment that X took. */
  readonly segments: ReadonlyMap<number, Buffer>;
  /** APPENDs that were open at the same time, at most. */
  readonly mostAtOnce: () => number;
}

export const mediaId = '1880028106020515840';

/**
 * An X that takes chunked uploads of both versions and keeps the segments.
 *
 * @param script another play for a step; undefined lets it pass
 */
export async function startFakeUpload(
  script: (step: Step) => Play | undefined | Promise<Play | undefined> = () => undefined,
  processing?: (asked: number) => object | undefined,
): Promise<FakeUpload> {
  const steps: Step[] = [];
  const segments = new Map<number, Buffer>();
  const seen = new Map<string, number>();
  let open = 0;
  let most = 0;
  let asked = 0;
  const x = await startFakeX((head) => {
    open += 1;
    most = Math.max(most, open);
    return async (body) => {
      const { name, segment, bytes } = await read(head, body);
      const key = `${name} ${segment}`;
      const step = { name, segment, repeat: seen.get(key) ?? 0 };
      seen.set(key, step.repeat + 1);
      steps.push(step);
      const other = await script(step);
      open -= 1;
      if (other !== undefined) return other;
      if (name === 'APPEND') {
        segments.set(segment, bytes);
        return { status: 204 };
      }
      const info = name === 'INIT' ? undefined : processing?.(asked++);
      const media = { media_id_string: mediaId, id: mediaId, media_key: `7_${mediaId}`, expires_after_secs: 86_400 };
      const state = info === undefined ? media : { ...media, processing_info: info };
      return { body: head.path.startsWith('/2/') ? { data: state } : state };
    };
  });
  return { x, steps, segments, mostAtOnce: () => most };
}

/** The built-in parser reads the multipart body: it shares nothing with the writer under test. */
async function read(
  head: Omit<SeenRequest, 'body'>,
  body: Buffer,
): Promise<{ name: Step['name']; segment: number; bytes: Buffer }> {
  const type = head.headers['content-type'] ?? '';
  const nothing = { segment: -1, bytes: Buffer.alloc(0) };
  if (head.method === 'GET') return { name: 'STATUS', ...nothing };
  if (!type.startsWith('multipart/')) {
    const command = new URLSearchParams(body.toString()).get('command');
    const isInit = command === 'INIT' || head.path.endsWith('/initialize');
    return { name: isInit ? 'INIT' : 'FINALIZE', ...nothing };
  }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('media') as File;
  return {
    name: 'APPEND',
    segment: Number(form.get('segment_index')),
    bytes: Buffer.from(await file.arrayBuffer()),
  };
}

/** The whole file as X has it. */
export function joined(upload: FakeUpload): Buffer {
  const inOrder = [...upload.segments.entries()].toSorted(([a], [b]) => a - b);
  return Buffer.concat(inOrder.map(([, bytes]) => bytes));
}
