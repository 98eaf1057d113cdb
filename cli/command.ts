import type { OpenPlace } from './place.ts';
import type { Terminal } from './terminal.ts';

/** Options that a command takes besides those of all commands; as `parseArgs` of node:util wants them. */
export type CommandOptions = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean; readonly short?: string }>
>;

/** What was given on the command line: of an option that came several times, the last one. */
export interface Given {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** Every option with a value, in the order in which they were written. */
  readonly inOrder: readonly { readonly name: string; readonly value: string }[];
}

/** An answer for programs, and the same for people. */
export interface CommandResult {
  readonly json: unknown;
  readonly text: string;
  /** 1 for an answer that is a no. @default 0 */
  readonly exitCode?: 0 | 1;
  /** It waits for an engine now, so people hear when none is running. @default false */
  readonly isQueued?: boolean;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Everything after the name, and the options, for `--help`. */
  readonly usage: string;
  readonly options: CommandOptions;
  run(given: Given, place: OpenPlace, terminal: Terminal): Promise<CommandResult>;
}
