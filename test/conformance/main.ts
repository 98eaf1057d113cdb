import { allCases } from './all-cases.ts';
import { type Arguments, USAGE, readArguments } from './read-arguments.ts';
import { type Result, runCases } from './run-cases.ts';
import { openTarget } from './target.ts';

try {
  const wanted = readArguments(process.argv.slice(2), process.env);
  if (wanted === 'help') process.stdout.write(USAGE);
  else if (wanted === 'list') for (const { name, says } of allCases) process.stdout.write(`${name}: ${says}\n`);
  else await check(wanted);
} catch (error) {
  process.stderr.write(`conformance: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function check({ url, ring, only, skip, clean, json }: Arguments): Promise<void> {
  const target = await openTarget(url, ring);
  const chosen = allCases.filter(
    ({ name }) => only.length === 0 || only.some((part) => `${name}.`.startsWith(`${part}.`)),
  );
  const results = await runCases(chosen, target, { skip, clean, tell: json ? () => undefined : show });
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  if (json) process.stdout.write(`${JSON.stringify({ url, ...counts, results }, undefined, 2)}\n`);
  else process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
}

function show({ outcome, name, says, detail }: Result): void {
  const why = detail === undefined ? '' : `\n        ${detail.replaceAll('\n', '\n        ')}`;
  process.stdout.write(`${outcome.padEnd(7)} ${name}: ${says}${why}\n`);
}
