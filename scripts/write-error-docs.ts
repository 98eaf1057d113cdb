import { writeFile } from 'node:fs/promises';

import type { Outcome } from '../functions/adapters/x/answers/outcome.ts';
import { anyRefusal, outcomes } from '../functions/adapters/x/answers/outcomes.ts';
import { ownOutcomes } from '../functions/adapters/x/answers/own-outcomes.ts';
import { failureCodes } from '../functions/domain/failure-codes.ts';

/** Where the page stands. */
export const errorDocs = new URL('../docs/errors.md', import.meta.url);

const retries: Readonly<Record<Outcome['verdict']['error'], string>> = {
  XRefusedError: 'never',
  MediaRejectedError: 'never',
  DuplicateRefusedError: 'never',
  MediaIdRefusedError: 'once, with a new upload',
  RateLimitedError: 'later, when X says',
  AccountHeldError: 'after `resume`',
};

const ownRetries = { never: 'never', later: 'later', 'check-first': 'only after a look' } as const;

/** The page `docs/errors.md`, made from the tables by which the X adapter judges. */
export function renderErrorDocs(): string {
  return [
    '# What went wrong, and what to do',
    '',
    '<!-- Made by `node scripts/write-error-docs.ts` from functions/adapters/x/answers/ and functions/domain/failure-codes.ts. Do not edit. -->',
    '',
    'Every failure has a stable code, a sentence that says what X said, and a sentence of advice. Both stand in the log, on the',
    'page and in the answers of the commands.',
    '',
    '"Again" says whether Pigeonpost sends it again by itself. A post whose outcome is unknown is looked for on X first.',
    'An account that is held keeps its queue; other accounts go on.',
    '',
    "## X's answers",
    '',
    'The first row that fits counts. 5xx, 408, redirects and answers that cannot be read say nothing about what happened:',
    'for the call that creates a post they are `OUTCOME_UNKNOWN`, for all others `X_UNAVAILABLE`.',
    '',
    '| X says | Code | Again | What to do |',
    '|---|---|---|---|',
    ...outcomes.map((outcome) => row(conditionOf(outcome), outcome)),
    row('any other 4xx', anyRefusal),
    '',
    '## Without an answer of X',
    '',
    '| Code | What happened | Again | What to do |',
    '|---|---|---|---|',
    ...Object.entries(ownOutcomes).map(
      ([code, { means, retry, advice }]) => `| \`${code}\` | ${means} | ${ownRetries[retry]} | ${advice} |`,
    ),
    '',
    '## Before X is asked',
    '',
    '| Code | What happened | Again | What to do |',
    '|---|---|---|---|',
    ...Object.entries(failureCodes).map(
      ([code, { means, again, advice }]) => `| \`${code}\` | ${means} | ${again} | ${advice} |`,
    ),
    '',
  ].join('\n');
}

function row(condition: string, { verdict, advice }: Outcome): string {
  return `| ${condition} | \`${verdict.code}\` | ${retries[verdict.error]} | ${advice} |`;
}

function conditionOf({ codes, problems, statuses, says, steps }: Outcome): string {
  const parts = [
    codes === undefined ? undefined : `code ${codes.join(', ')}`,
    problems === undefined ? undefined : `problem ${problems.map((slug) => `\`${slug}\``).join(', ')}`,
    statuses === undefined ? undefined : `status ${statuses.join(', ')}`,
    says === undefined
      ? undefined
      : says.source
          .split('|')
          .map((words) => `"${words}"`)
          .join(' or '),
    steps === undefined ? undefined : `to ${steps.join(' or ')}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

if (import.meta.main) await writeFile(errorDocs, renderErrorDocs());
