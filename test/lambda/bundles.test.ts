import { readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { functionNames, strictEnvOf, type FunctionName } from '../../functions/config/env.ts';
import { openAwsServer } from '../fakes/aws/aws-server.ts';
import { buildOnce } from './build-once.ts';
import { deployedEnv } from './deployed-env.ts';
import { describeCalls } from './describe-calls.ts';
import { openLambda, type Lambda } from './open-lambda.ts';

const { folderOf, again } = buildOnce();
let lambda: Lambda | undefined;
afterEach(async () => lambda?.close());

/** Kilobytes of the files that a function reads before its first event. */
function loadedKilobytes(name: FunctionName): number {
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    // Imports stand alone; a late one is a call.
    const source = readFileSync(file, 'utf8');
    for (const [, path = ''] of source.matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g)) add(join(dirname(file), path));
  };
  add(join(folderOf(name), 'index.mjs'));
  return [...files].reduce((sum, file) => sum + statSync(file).size, 0) / 1024;
}

describe('a bundle', () => {
  // What is loaded costs some 10 ms a 100 KB on a whole processor, with every cold start. Each budget is a tenth above
  // what it was when it was set: past it, look what came in, and whether it could come late.
  it.each([
    { name: 'sweep', budget: 600 },
    { name: 'fetch-media', budget: 880 },
    { name: 's3-drop', budget: 650 },
    { name: 'webhook', budget: 800 },
    { name: 'v1-bridge', budget: 850 },
    { name: 'publish', budget: 1_470 },
  ] as const)('loads no more than its share at once: $name', ({ name, budget }) => {
    expect(loadedKilobytes(name)).toBeLessThan(budget);
  });

  it.each(functionNames)(
    "asks for Node's modules by require, and so for no more of them than it uses: %s",
    async (name) => {
      const files = (await readdir(folderOf(name), { recursive: true })).filter((file) =>
        /^(chunks.)?[^/\\]+\.mjs$/.test(file),
      );
      expect(files.length).toBeGreaterThan(2);
      const imported = files.flatMap((file) => {
        const source = readFileSync(join(folderOf(name), file), 'utf8');
        return Array.from(source.matchAll(/\b(?:from|import)\s*["']([^."'][^"']*)["']/g), ([, module = '']) => module);
      });
      // The banner, which makes that require.
      expect(new Set(imported.filter((module) => isBuiltin(module)))).toEqual(new Set(['node:module']));
    },
  );

  it('takes names late only from modules that have them: CommonJS has its default export alone there', async () => {
    const bundles = await Promise.all(
      functionNames.map(async (name) => {
        const folder = join(folderOf(name), 'chunks');
        const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs'));
        return files.filter((file) => readFileSync(join(folder, file), 'utf8').includes('export default require_'));
      }),
    );
    const modules = new Set(bundles.flat().map((file) => file.replace(/-\w+\.mjs$/, '')));
    // Two of undici, asked for by that name, and two of Node that the AWS SDK needs outside Lambda alone.
    expect([...modules].toSorted()).toEqual(['connect', 'node_async_hooks', 'node_http', 'pool']);
  });

  // Node loads `http2` at once where it is asked for; no request of ours is sent by it.
  it.each(functionNames)('has no HTTP/2, and one parser of HTTP/1.1: %s', async (name) => {
    const files = (await readdir(folderOf(name), { recursive: true })).filter((file) =>
      /^(chunks.)?[^/\\]+\.mjs$/.test(file),
    );
    const found = files.filter((file) =>
      /require\("(node:)?http2"\)|UNDICI_USE_MILO/.test(readFileSync(join(folderOf(name), file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it.each(functionNames)('holds nothing but modules and their maps: %s', async (name) => {
    const files = (await readdir(folderOf(name), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => entry.name);
    expect(files.filter((file) => !/\.mjs(\.map)?$/.test(file))).toEqual([]);
    expect(files).toContain('index.mjs.map');
  });

  it('has sharp for the machines of Lambda where pictures are made fit, within what Lambda takes, and nowhere else', async () => {
    const installed = join(folderOf('publish'), 'node_modules');
    expect((await readdir(installed)).toSorted()).toEqual(['@img', 'detect-libc', 'semver', 'sharp']);
    const [library = ''] = await readdir(join(installed, '@img/sharp-linux-arm64/lib'));
    // The machine in an ELF header: 0xB7 is AArch64.
    expect(readFileSync(join(installed, '@img/sharp-linux-arm64/lib', library)).readUInt16LE(18)).toBe(0xb7);
    const entries = await readdir(folderOf('publish'), { recursive: true, withFileTypes: true });
    const sizes = entries
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    // Lambda takes 250 MB unpacked; what is loaded at a start is another question.
    expect(sizes.reduce((sum, size) => sum + size, 0) / 1024 ** 2).toBeLessThan(30);
    for (const name of functionNames.filter((name) => name !== 'publish')) {
      expect(await readdir(folderOf(name))).not.toContain('node_modules');
    }
  });

  it('is the same each time, byte for byte, so that only what changed is deployed', async () => {
    const [first, second] = [folderOf('sweep'), await again('sweep')];
    const files = (await readdir(first, { recursive: true })).toSorted();
    expect((await readdir(second, { recursive: true })).toSorted()).toEqual(files);
    for (const file of files.filter((path) => /\.(mjs|map)$/.test(path))) {
      expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file)))).toBe(true);
    }
  });

  it.each(functionNames)('loads under the runtime client of Lambda, and calls nobody by that: %s', async (name) => {
    const server = await openAwsServer(async () => ({ status: 500 }));
    lambda = await openLambda(folderOf(name), deployedEnv(name, { aws: server.url, x: server.url }));
    expect(await lambda.loaded()).toBe('ready');
    expect(server.connections()).toBe(0);
    await server.close();
  });

  it.each(functionNames)('says all that is missing in its environment, at once: %s', async (name) => {
    lambda = await openLambda(folderOf(name), {});
    const outcome = await lambda.loaded();
    expect(outcome).toMatchObject({ kind: 'init error', value: { errorType: 'ConfigError' } });
    const required = Object.entries(strictEnvOf(name).shape).flatMap(([key, schema]) =>
      schema.safeParse(undefined).success || key === 'X_API_URL' || key === 'NODE_OPTIONS'
        ? []
        : [`${key}: is missing`],
    );
    for (const fault of required) expect(JSON.stringify(outcome)).toContain(fault);
  });
});

describeCalls(folderOf);
