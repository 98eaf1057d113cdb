import { inspectMedia } from './inspect-media.ts';
import { judgeContent } from './judge-content.ts';
import type { MediaFacts, NoMedia } from './media-facts.ts';
import type { MediaRecord } from './media-record.ts';
import { badMedia, unrecognizedMedia } from './media-refused-error.ts';
import type { MediaStock } from './media-stock.ts';
import type { Processing, ProcessingFailure } from './processing.ts';
import type { UploadPurpose } from './upload-purpose.ts';

/**
 * The record with what its bytes turned out to be. What X works on afterwards fails there and not here, as on X.
 *
 * @throws MediaRefusedError when the content is not taken and nothing is processed later
 */
export async function finishUpload(
  stock: MediaStock,
  record: MediaRecord,
  purpose: UploadPurpose,
): Promise<MediaRecord> {
  const { settings } = stock.world;
  const found = await inspectMedia(stock.files.source(record.mediaId, record.session.segments));
  const failure = judgeContent(found, purpose.shows, settings.media);
  const facts = isMedia(found) ? found : undefined;
  if (purpose.isProcessed) return { ...record, facts, processing: startProcessing(stock, failure) };
  if (failure !== undefined) throw mustBe(purpose, found) ? badMedia(failure.message) : unrecognizedMedia();
  return { ...record, facts };
}

function isMedia(found: MediaFacts | NoMedia): found is MediaFacts {
  return found.kind === 'picture' || found.kind === 'movie';
}

function mustBe({ shows }: UploadPurpose, { kind }: MediaFacts | NoMedia): boolean {
  return kind === (shows === 'video' ? 'movie' : 'picture');
}

function startProcessing({ world }: MediaStock, failure: ProcessingFailure | undefined): Processing {
  const { pendingMs, processingMs, checkAfterSeconds, processingFailure } = world.settings.media;
  return {
    startedAtEpochMs: world.now(),
    pendingMs,
    totalMs: pendingMs + processingMs,
    checkAfterSeconds,
    failure: processingFailure ?? failure,
  };
}
