/**
 * Where state is written through to, so that it survives the process. Values are plain JSON.
 * Writes gather until `flush`, which the server calls once a request, before it answers.
 */
export interface Journal {
  put(table: string, key: string, value: unknown): void;
  delete(table: string, key: string): void;
  clear(): void;
  /** Everything kept under that table, in order of key. */
  load(table: string): readonly { readonly key: string; readonly value: unknown }[];
  /** Returns when all writes so far are on disk. */
  flush(): void;
  close(): void;
}

/** Keeps nothing: state lives in memory alone. */
export const forgetfulJournal: Journal = {
  put: () => undefined,
  delete: () => undefined,
  clear: () => undefined,
  load: () => [],
  flush: () => undefined,
  close: () => undefined,
};
