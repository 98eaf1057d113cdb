import { modernEraCases } from './cases/modern-era.ts';
import { oauthCases, pinFlowCases } from './cases/oauth.ts';
import { v1ChunkedCases, v1MediaCases } from './cases/v1-media.ts';
import { v1ReadingCases } from './cases/v1-reading.ts';
import { v1ReplyCases, v1UpdateCases } from './cases/v1-update.ts';
import { v1WithMediaCases } from './cases/v1-with-media.ts';
import { v2MediaCases } from './cases/v2-media.ts';
import { v2PostCases } from './cases/v2-posts.ts';
import type { ConformanceCase } from './conformance-case.ts';

/** Every case, those that exhaust or change something of the whole server last. */
export const allCases: readonly ConformanceCase[] = [
  ...v1UpdateCases,
  ...v1ReplyCases,
  ...v1WithMediaCases,
  ...v1MediaCases,
  ...v1ChunkedCases,
  ...v1ReadingCases,
  ...oauthCases,
  ...pinFlowCases,
  ...v2PostCases,
  ...v2MediaCases,
  ...modernEraCases,
];
