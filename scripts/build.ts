import { rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

import { build, type Plugin } from 'esbuild';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { functionNames, type FunctionName } from '../functions/config/env.ts';
import { ConfigError } from '../functions/domain/errors.ts';
import { loadConfig } from '../local/load-config.ts';
import { addSharp } from './add-sharp.ts';
import { leanUndici, withoutHttp2 } from './lean-undici.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface BuildOptions {
  /** The TypeScript file that says what is deployed. */
  readonly configFile: string;
  /** Gets a folder for each function; what lay in those is removed. */
  readonly outFolder: string;
  /** @default all that are deployed */
  readonly names?: readonly FunctionName[];
}

/**
 * A bundle for each function: `<outFolder>/<function>/index.mjs`, which exports `handler`, with its chunks and source
 * maps. Nothing has to be installed beside it: the AWS SDK is in it, so that a function runs what was tested. Only sharp
 * cannot be bundled, being a program for one kind of machine: `publish` has it in a `node_modules` of its own.
 *
 * @throws ConfigError every fault of the config
 */
export async function buildFunctions({ configFile, outFolder, names = functionNames }: BuildOptions): Promise<void> {
  // What a deployment has of its own is read by the stack: a change there must not deploy every function anew.
  const { deployments: _deployments, ...forFunctions } = await loadConfig(configFile);
  const config = asJson(forFunctions);
  await Promise.all(names.map(async (name) => buildFunction(name, join(outFolder, name), config)));
}

async function buildFunction(name: string, outFolder: string, config: string): Promise<void> {
  await rm(outFolder, { recursive: true, force: true });
  await bundle(join(root, 'functions/lambda', `${name}.ts`), outFolder, [withConfig(config)]);
  if (name === 'publish') await addSharp(outFolder);
}

/** The config in the place of the module that only declares it. */
function withConfig(config: string): Plugin {
  const contents = `export const bundledConfig = JSON.parse(${JSON.stringify(config)});`;
  return {
    name: 'with-config',
    setup: (build) => {
      build.onLoad({ filter: /[\\/]functions[\\/]config[\\/]bundled-config\.ts$/ }, () => ({ contents, loader: 'js' }));
    },
  };
}

/**
 * Node's own modules by `require`. An `import` reads each of their exports, and so loads what hides behind them: with
 * `node:http` comes all of `fetch`, some 40 ms of a processor.
 */
const nodeByRequire: Plugin = {
  name: 'node-by-require',
  setup: (build) => {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      isBuiltin(path) && kind !== 'require-call' ? { path, namespace: 'node-by-require' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'node-by-require' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** `index.mjs` in that folder, of one module and all it needs. */
export async function bundle(entry: string, outFolder: string, plugins: readonly Plugin[] = []): Promise<void> {
  await build({
    // Names of chunks come from it: the same commit gives the same bundle, wherever the build is called.
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir: outFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // What is imported late becomes a file of its own, read when it is needed.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // The SDK's ES modules; its CommonJS, which esbuild prefers for Node, cannot be shaken.
    mainFields: ['module', 'main'],
    // Names stay, so that a stack trace can be read without its source map.
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // CommonJS inside an ES module asks for Node's own modules by `require`.
    banner: {
      js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
    },
    // Found where it lies, if it does, by the first picture that needs it.
    external: ['sharp'],
    define: leanUndici,
    plugins: [nodeByRequire, withoutHttp2, ...plugins],
    logLevel: 'warning',
  });
}

/** Bundles hold data, no code of the config: what JSON cannot carry would silently be missing there. */
function asJson(config: PigeonpostConfig): string {
  const text = JSON.stringify(config);
  if (isDeepStrictEqual(JSON.parse(text), config)) return text;
  throw new ConfigError('the config holds what JSON cannot carry: give texts, numbers, true and false, lists, objects');
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { config: { type: 'string' }, out: { type: 'string' } } });
  try {
    await buildFunctions({
      configFile: values.config ?? join(root, 'pigeonpost.config.ts'),
      outFolder: values.out ?? join(root, 'dist'),
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // A stack trace would bury what is to be corrected.
    console.error(error.message);
    process.exitCode = 1;
  }
}
