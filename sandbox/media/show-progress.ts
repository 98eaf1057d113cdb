import type { MediaRecord } from './media-record.ts';
import type { ProcessingView } from './processing.ts';

/** `image` or `video`; of a film that cannot be read what the client said it was. */
export function describeContent({ facts, declaredType }: MediaRecord): Record<string, unknown> {
  if (facts?.kind === 'picture') return { image: { image_type: facts.mediaType, w: facts.widthPx, h: facts.heightPx } };
  const videoType = facts?.mediaType ?? declaredType;
  return videoType === undefined ? {} : { video: { video_type: videoType } };
}

/** `processing_info` as v1.1 and v2 both show it: without the error. */
export function processingInfo(view: ProcessingView): Record<string, unknown> {
  switch (view.state) {
    case 'pending':
      return { state: view.state, check_after_secs: view.checkAfterSeconds };
    case 'in_progress':
      return { state: view.state, check_after_secs: view.checkAfterSeconds, progress_percent: view.progressPercent };
    case 'succeeded':
    case 'failed':
      return { state: view.state, progress_percent: view.progressPercent };
  }
}
