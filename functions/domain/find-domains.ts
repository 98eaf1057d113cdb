import { HOST, INVALID } from './host-characters.ts';
import { endOfTopLevelDomain } from './match-top-level-domain.ts';
import { readLinkTail } from './read-link-tail.ts';

/** A domain with a known end, and what stands around it. Positions are UTF-16 units, ends exclusive. */
export interface DomainMatch {
  /** Where the protocol begins, or the domain when there is none. */
  readonly start: number;
  readonly domainStart: number;
  readonly domainEnd: number;
  /** Behind port, path and query. */
  readonly end: number;
  readonly hasPath: boolean;
}

interface Label {
  readonly start: number;
  readonly end: number;
  /** End of the top-level domain that this label begins with; -1 when it does not. */
  readonly topLevelEnd: number;
  /** End of the longest domain that begins with this whole label; -1 when there is none. */
  domainEnd: number;
}

const hostRun = new RegExp(`${HOST}+`, 'g');
/** What must not stand right before a link. */
const forbiddenBefore = new RegExp(`[A-Za-z0-9@＠$#＃${INVALID}]`);

/**
 * Domains of a text from left to right, none overlapping, as the link pattern of twitter-text 3.1.0 finds them: at
 * each place the longest one. The ends of domains are worked out from the right for each run of host characters,
 * so a hostile text costs no more than its length.
 */
export function* findDomains(text: string): Generator<DomainMatch> {
  let resumeAt = 0;
  for (const { 0: run, index } of text.matchAll(hostRun)) {
    if (run.includes('.')) resumeAt = yield* findInRun(text, readLabels(text, index, run), resumeAt);
  }
}

function* findInRun(text: string, labels: readonly Label[], resumeAt: number): Generator<DomainMatch, number> {
  let resume = resumeAt;
  for (const [at, label] of labels.entries()) {
    const next = labels[at + 1];
    if (next === undefined || Math.max(next.domainEnd, next.topLevelEnd) === -1) continue;
    for (const domainStart of startsIn(label)) {
      const start = startOfLink(text, domainStart, at === 0 && domainStart === label.start, resume);
      const domainEnd = start === -1 ? -1 : endOfDomain(text, label, next, domainStart);
      if (domainEnd === -1) continue;
      const tail = readLinkTail(text, domainEnd);
      yield { start, domainStart, domainEnd, ...tail };
      resume = tail.end;
    }
  }
  return resume;
}

/** The text's first character may stand before a link rather than in it: that is tried first. */
function* startsIn(label: Label): Generator<number> {
  if (label.start === 0 && label.end > 1) yield* [1, 0];
  else if (label.end > label.start) yield label.start;
  for (let start = label.start + (label.start === 0 ? 2 : 1); start < label.end; start++) yield start;
}

function startOfLink(text: string, domainStart: number, isRunStart: boolean, resume: number): number {
  const protocol = isRunStart ? /https?:\/\/$/i.exec(text.slice(Math.max(0, domainStart - 8), domainStart)) : null;
  const start = protocol === null ? domainStart : domainStart - protocol[0].length;
  if (mayStart(text, start, resume)) return start;
  return mayStart(text, domainStart, resume) ? domainStart : -1;
}

function mayStart(text: string, start: number, resume: number): boolean {
  return start === 0 ? resume === 0 : start > resume && !forbiddenBefore.test(text.charAt(start - 1));
}

function readLabels(text: string, runStart: number, run: string): readonly Label[] {
  const labels: Label[] = [];
  let start = runStart;
  for (const part of run.split('.')) {
    const topLevelEnd = start === runStart ? -1 : endOfTopLevelDomain(text, start);
    labels.push({ start, end: start + part.length, topLevelEnd, domainEnd: -1 });
    start += part.length + 1;
  }
  let next: Label | undefined;
  for (const label of labels.toReversed()) {
    if (next !== undefined) label.domainEnd = endOfDomain(text, label, next, label.start);
    next = label;
  }
  return labels;
}

/** A label begins and ends with neither `-` nor `_`; the one before the top-level domain has no `_` at all. */
function endOfDomain(text: string, label: Label, next: Label, start: number): number {
  if (start >= label.end || /[-_]/.test(text.charAt(start) + text.charAt(label.end - 1))) return -1;
  if (next.domainEnd !== -1) return next.domainEnd;
  if (next.topLevelEnd === -1 || text.slice(start, label.end).includes('_')) return -1;
  return next.topLevelEnd;
}
