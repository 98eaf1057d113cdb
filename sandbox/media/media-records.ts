import type { Journal } from '../state/journal.ts';
import type { MediaRecord } from './media-record.ts';
import type { Segment, UploadSession } from './upload-session.ts';

const RECORDS = 'media';
const SEGMENTS = 'media-segments';

/** A record as journalled: an upload of a thousand segments must not be written anew for each of them. */
type KeptRecord = Omit<MediaRecord, 'session'> & { readonly session: Omit<UploadSession, 'segments'> };

/** Every record by id, written through to the journal. */
export class MediaRecords {
  readonly #journal: Journal;
  readonly #byId = new Map<string, MediaRecord>();

  constructor(journal: Journal) {
    this.#journal = journal;
    const segments = loadSegments(journal);
    for (const { key, value } of journal.load(RECORDS)) {
      const kept = value as KeptRecord;
      this.#byId.set(key, { ...kept, session: { ...kept.session, segments: segments.get(key) ?? [] } });
    }
  }

  find(mediaId: string): MediaRecord | undefined {
    return this.#byId.get(mediaId);
  }

  all(): IterableIterator<MediaRecord> {
    return this.#byId.values();
  }

  keep(record: MediaRecord): void {
    const before = new Set(this.#byId.get(record.mediaId)?.session.segments);
    this.#byId.set(record.mediaId, record);
    const { segments, ...session } = record.session;
    for (const segment of segments) {
      if (!before.has(segment)) this.#journal.put(SEGMENTS, segmentKey(record.mediaId, segment), segment);
    }
    this.#journal.put(RECORDS, record.mediaId, { ...record, session } satisfies KeptRecord);
  }

  forget(record: MediaRecord): void {
    this.#byId.delete(record.mediaId);
    for (const segment of record.session.segments) this.#journal.delete(SEGMENTS, segmentKey(record.mediaId, segment));
    this.#journal.delete(RECORDS, record.mediaId);
  }

  /** The journal is cleared by whoever resets the world. */
  clear(): void {
    this.#byId.clear();
  }
}

/** Padded, so that the journal gives them back in order. */
function segmentKey(mediaId: string, segment: Segment): string {
  return `${mediaId}/${String(segment.index).padStart(3, '0')}`;
}

function loadSegments(journal: Journal): Map<string, Segment[]> {
  const byMedia = new Map<string, Segment[]>();
  for (const { key, value } of journal.load(SEGMENTS)) {
    const mediaId = key.slice(0, key.indexOf('/'));
    byMedia.set(mediaId, [...(byMedia.get(mediaId) ?? []), value as Segment]);
  }
  return byMedia;
}
