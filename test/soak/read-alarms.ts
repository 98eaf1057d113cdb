import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the report counts by itself. */
const EXPECTED = 'needs-human';

/** Every line of the engine's journal that tells of a fault which no soak may cause, a sort once with its number. */
export function readAlarms(dataDir: string): readonly string[] {
  const files = ['journal.jsonl.1', 'journal.jsonl'].map((name) => join(dataDir, name)).filter(existsSync);
  const events = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').flatMap(eventOfError));
  const counts = Map.groupBy(events, (event) => event);
  return Array.from(counts, ([event, all]) => `the journal has ${all.length} lines of ${event}`);
}

function eventOfError(line: string): readonly string[] {
  if (!line.includes('"error"')) return [];
  try {
    const { level, event } = JSON.parse(line) as { level?: unknown; event?: unknown };
    return level === 'error' && event !== EXPECTED ? [String(event)] : [];
  } catch {
    // The last line before a kill may be half a line.
    return [];
  }
}
