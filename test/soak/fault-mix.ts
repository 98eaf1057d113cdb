/** X's own words for a call that came too soon, with a pause that a soak can wait for. */
const tooMany = {
  status: 429,
  headers: { 'retry-after': '1' },
  body: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
};

const overloaded = { status: 503, body: { title: 'Service Unavailable', type: 'about:blank', status: 503 } };

/** Everything that X is known to do to a call, before its work and after it. */
const actions: Readonly<Record<string, object>> = {
  'cut-before': { cut: 'before' },
  'cut-after': { cut: 'after' },
  '503-before': { respond: overloaded, work: 'skip' },
  '503-after': { respond: overloaded, work: 'do' },
  'edge-502-after': { html502: true, work: 'do' },
  'too-many': { respond: tooMany, work: 'skip' },
  'slow-start': { delayMs: 400 },
  'slow-answer': { delayAnswerMs: 400 },
  'half-an-answer': { truncate: true },
  'no-id': { withoutId: true },
  'late-commit': { lateCommitMs: 1500 },
};

/**
 * Faults for the sandbox's control plane: together they meet that share of all calls, each kind as often as the others.
 *
 * @param share 0 to 1
 */
export function faultMix(share: number, seed: number): readonly object[] {
  const kinds = Object.entries(actions);
  return kinds.map(([id, action], index) => ({
    id,
    // The first that is drawn acts, so each next one has to be drawn a little more often.
    match: {
      endpoint: '*',
      probability: share / kinds.length / (1 - (index * share) / kinds.length),
      seed: seed + index,
    },
    action,
  }));
}
