import { parseArgs } from 'node:util';

export const USAGE = `The X sandbox: a local server that answers as X's posting API does.

Usage: npm run sandbox -- [options]

  --port P            port to listen on (default 8080; 0 takes any free one)
  --host HOST         address to listen on (default 127.0.0.1)
  --era ERA           classic (everything is served, the default) or modern (self-serve in 2026)
  --https             serve TLS with a certificate made at the start
  --data DIR          keep everything in DIR; without it state ends with the process
  --faults FILE       faults to begin with, as JSON
  --json              print one JSON line when ready, at a terminal too
  --help              show this text
`;

export interface MainOptions {
  readonly port: number;
  readonly host: string;
  /** undefined keeps that of the data folder, or classic. */
  readonly era?: 'classic' | 'modern';
  readonly https: boolean;
  readonly dataDir: string | undefined;
  readonly faultsFile: string | undefined;
  readonly json: boolean;
}

const DEFINITIONS = {
  port: { type: 'string', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  era: { type: 'string' },
  https: { type: 'boolean', default: false },
  data: { type: 'string' },
  faults: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The options of the command line; `help` when asked for it; an Error whose message says what is wrong. */
export function readOptions(argv: readonly string[]): MainOptions | 'help' | Error {
  try {
    const { values } = parseArgs({ args: [...argv], options: DEFINITIONS, strict: true, allowPositionals: false });
    if (values.help) return 'help';
    const { era, port } = values;
    if (era !== undefined && era !== 'classic' && era !== 'modern')
      return new Error(`--era must be classic or modern, not ${JSON.stringify(era)}`);
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      return new Error(`--port must be 0 to 65535, not ${JSON.stringify(port)}`);
    const { host, https, json, data: dataDir, faults: faultsFile } = values;
    return { port: Number(port), host, ...(era === undefined ? {} : { era }), https, dataDir, faultsFile, json };
  } catch (error) {
    return error instanceof Error
      ? new Error(error.message.split('\n')[0])
      : new Error('the options could not be read');
  }
}
