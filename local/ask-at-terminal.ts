import { createInterface } from 'node:readline/promises';

/** Asks whoever sits at the terminal; undefined where nobody does. */
export function askAtTerminal(): ((question: string) => Promise<string>) | undefined {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    // Line by line, so that Ctrl-C stays a signal and ends the engine as always.
    const reader = createInterface({ input: stdin, output: stderr, terminal: false });
    const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
    try {
      return await Promise.race([reader.question(question), ended]);
    } finally {
      reader.close();
    }
  };
}
