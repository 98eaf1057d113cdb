import { MediaIdRefusedError, XRefusedError } from '../../../domain/errors.ts';
import type { MediaSource, UploadedMedia, UploadOptions, UploadProgress } from '../../../domain/x-account.ts';
import type { ChunkProtocol } from './chunk-protocol.ts';
import { ChunkedUpload } from './chunked-upload.ts';
import { canResume, laneCount, planChunks } from './plan-chunks.ts';

export interface ChunkSettings {
  /** APPENDs in flight; by their number when absent. */
  readonly lanes: number | undefined;
  readonly nowEpochMs: number;
}

/**
 * The medium, uploaded in chunks that stream from the source; nothing holds the whole file. Goes on with
 * `options.resume` where that upload still lives at X, and begins anew where it does not.
 */
export async function uploadChunks(
  protocol: ChunkProtocol,
  source: MediaSource,
  options: UploadOptions,
  settings: ChunkSettings,
): Promise<UploadedMedia> {
  const { resume } = options;
  if (resume !== undefined && canResume(resume, source.totalBytes, settings.nowEpochMs)) {
    try {
      return await goOn(protocol, source, resume, options, settings);
    } catch (error) {
      // What X answers for an id that expired is not documented; any refusal of an old upload means to begin anew.
      if (!(error instanceof MediaIdRefusedError || error instanceof XRefusedError)) throw error;
    }
  }
  const plan = planChunks(source.totalBytes, protocol.chunkBytes);
  const lanes = laneCount(plan.segmentsTotal, settings.lanes);
  return new ChunkedUpload(protocol, source, options, { ...plan, lanes }).start();
}

async function goOn(
  protocol: ChunkProtocol,
  source: MediaSource,
  resume: UploadProgress,
  options: UploadOptions,
  settings: ChunkSettings,
): Promise<UploadedMedia> {
  const { chunkBytes, segmentsTotal } = resume;
  const lanes = laneCount(segmentsTotal, settings.lanes);
  return new ChunkedUpload(protocol, source, options, { chunkBytes, segmentsTotal, lanes }).goOn(resume);
}
