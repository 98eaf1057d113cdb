import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

import { askAtTerminal } from '../local/ask-at-terminal.ts';
import type { Terminal } from './terminal.ts';

/** Asks whoever sits at the terminal; undefined where nobody does. */
export function askPerson(): Terminal['ask'] {
  const askOpenly = askAtTerminal();
  if (askOpenly === undefined) return undefined;
  return async (question, { isHidden = false } = {}) => (isHidden ? askHidden(question) : askOpenly(question));
}

/** What is typed goes to the reader, who shows it nowhere. */
async function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: nowhere, terminal: true });
  // The terminal sends keys one by one now, Ctrl-C among them.
  reader.once('SIGINT', () => {
    reader.close();
    process.kill(process.pid, 'SIGINT');
  });
  stderr.write(question);
  const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
  try {
    return await Promise.race([reader.question(''), ended]);
  } finally {
    reader.close();
    stderr.write('\n');
  }
}
