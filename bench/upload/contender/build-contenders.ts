import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

/** A CommonJS package inside an ESM bundle asks for this. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * The path of the contenders' program, bundled as functions are for deployment: what loading TypeScript and hundreds of
 * files takes is no part of the job.
 */
export async function buildContenders(folder: string): Promise<string> {
  await build({
    entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  return join(folder, 'main.mjs');
}
