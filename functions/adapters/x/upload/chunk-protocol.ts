import type { MediaSource, UploadedMedia } from '../../../domain/x-account.ts';
import type { FilePart } from '../http/multipart.ts';

/** The four steps of a chunked upload, as each version of X's API spells them. Each may be repeated. */
export interface ChunkProtocol {
  /** Bytes of one APPEND, unless the file needs larger ones. */
  readonly chunkBytes: number;
  /** Begins to connect for that many APPENDs at a time. */
  connectAhead(lanes: number): void;
  initialize(source: MediaSource, signal: AbortSignal): Promise<UploadedMedia>;
  /** @param openPart called once for each try */
  append(mediaId: string, segmentIndex: number, openPart: () => FilePart, signal: AbortSignal): Promise<unknown>;
  finalize(mediaId: string, signal: AbortSignal): Promise<UploadedMedia>;
  status(mediaId: string, signal: AbortSignal): Promise<UploadedMedia>;
}
