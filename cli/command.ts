import type { OpenFolder } from './open-folder.ts';

/** Options that a command takes besides those of all commands; as `parseArgs` of node:util wants them. */
export type CommandOptions = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean; readonly short?: string }>
>;

/** What was given on the command line: the last of each option, all of a `multiple` one. */
export interface Given {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** An answer for programs, and the same for people. */
export interface CommandResult {
  readonly json: unknown;
  readonly text: string;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Everything after the name, and the options, for `--help`. */
  readonly usage: string;
  readonly options: CommandOptions;
  run(given: Given, folder: OpenFolder): Promise<CommandResult>;
}
