import { isFinal, type LogState } from '../../functions/domain/publication-state.ts';
import type { Attempt, Publication } from '../../functions/domain/publication.ts';
import { type Fill, type Markup, html } from '../../sandbox/page/look/html.ts';
import { showDuration, showTime } from '../../sandbox/page/look/show-time.ts';

/** What happened to a row, oldest first, then what comes next. */
export function listHistory(row: Publication, nowEpochMs: number): readonly Markup[] {
  const step = (epochMs: number, text: Fill): Markup =>
    html`<li>
      ${showTime(epochMs, nowEpochMs)}
      <div>${text}</div>
    </li>`;
  return [
    step(row.acceptedAtEpochMs, 'accepted'),
    ...row.attempts.map((attempt) => step(attempt.intentAtEpochMs, tellAttempt(attempt))),
    ...reconcileSteps(row, step),
    ...resultSteps(row, step),
    ...endSteps(row, step),
    ...nextSteps(row, step),
  ];
}

type Step = (epochMs: number, text: Fill) => Markup;

const OUTCOMES: Readonly<Record<Attempt['outcome'], string>> = {
  open: 'the call that creates the post is out, no answer yet',
  posted: 'X created the post',
  refused: 'X refused',
  unsent: 'the call did not go out',
  unknown: 'the answer got lost: it may be out or not',
  absent: 'the answer got lost, and X does not have the post',
};

function tellAttempt({ number, outcome, detail, intentAtEpochMs, endedAtEpochMs }: Attempt): Markup {
  const took = endedAtEpochMs !== undefined && ` after ${showDuration(endedAtEpochMs - intentAtEpochMs)}`;
  return html`<strong>attempt ${number}</strong>: ${OUTCOMES[outcome]}<span class="soft">${took}</span>
    ${detail !== undefined && html`<br /><span class="soft">${detail}</span>`}`;
}

function reconcileSteps({ reconcile }: Publication, step: Step): readonly Markup[] {
  if (reconcile === null) return [];
  const { sinceEpochMs, absentReads } = reconcile;
  const reads = absentReads === 1 ? 'once' : `${absentReads} times`;
  return [step(sinceEpochMs, `looked for in the timeline of X since then, ${reads} without finding it`)];
}

function resultSteps({ result, acceptedAtEpochMs }: Publication, step: Step): readonly Markup[] {
  if (result === null) return [];
  const took = showDuration(result.postedAtEpochMs - acceptedAtEpochMs);
  const text = html`<strong>posted</strong> as <code>${result.postId}</code>,
    <span class="soft">${took} after it was accepted</span>`;
  return [step(result.postedAtEpochMs, text)];
}

function endSteps({ failure, state, updatedAtEpochMs }: Publication, step: Step): readonly Markup[] {
  if (!isFinal(state) || state === 'POSTED') return [];
  return [step(updatedAtEpochMs, html`<strong>${ENDS[state]}</strong>${failure !== null && `: ${failure.message}`}`)];
}

const ENDS: Readonly<Partial<Record<LogState, string>>> = {
  REJECTED: 'failed',
  REJECTED_DUPLICATE: 'failed as a repeat',
  EXPIRED: 'expired',
  IGNORED: 'ignored',
  CANCELLED: 'cancelled',
};

function nextSteps({ dueAtEpochMs }: Publication, step: Step): readonly Markup[] {
  return dueAtEpochMs === null ? [] : [step(dueAtEpochMs, html`<span class="soft">looked at next</span>`)];
}
