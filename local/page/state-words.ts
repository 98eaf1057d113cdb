import type { PublicState } from '../../functions/domain/publication-state.ts';

/** Colour family of a state; the word beside it says the same to whoever sees no colour. */
export type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'still';

interface StateWords {
  readonly tone: Tone;
  readonly sign: string;
  /** One sentence: what is going on. */
  readonly means: string;
}

export const stateWords: Readonly<Record<PublicState, StateWords>> = {
  gathering: {
    tone: 'busy',
    sign: '…',
    means: 'It rests until all that belongs to it has arrived: files beside a drop, or a picture from its address.',
  },
  queued: { tone: 'busy', sign: '→', means: 'Its turn comes next.' },
  uploading: { tone: 'busy', sign: '↑', means: 'Its pictures are on their way up, or X still works on them.' },
  posting: { tone: 'busy', sign: '→', means: 'The call that creates the post is out.' },
  waiting: { tone: 'wait', sign: '◷', means: 'It waits for its time, or for X.' },
  unknown: {
    tone: 'wait',
    sign: '?',
    means: 'The answer of X got lost. It is looked for in the timeline, and never simply posted again.',
  },
  'needs-human': {
    tone: 'bad',
    sign: '!',
    means: 'Nobody but you can tell whether it was posted: look on X, then settle it.',
  },
  posted: { tone: 'good', sign: '✓', means: 'It is out.' },
  failed: { tone: 'bad', sign: '✕', means: 'It was not posted, and will not be unless you send it again.' },
  expired: { tone: 'bad', sign: '✕', means: 'It would have come too late, so it was not posted.' },
  cancelled: { tone: 'still', sign: '–', means: 'Somebody cancelled it before it was posted.' },
  ignored: { tone: 'still', sign: '–', means: 'It is nothing to post.' },
};
