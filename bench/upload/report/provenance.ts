import { readFile } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';

/** Where figures come from; without it they say nothing. */
export interface Provenance {
  readonly command: string;
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
}

const packages = ['twitter-api-v2', '@aws-sdk/client-s3', 'undici', 'oauth-1.0a', 'esbuild'];

export async function provenanceOf(argv: readonly string[], now: Date): Promise<Provenance> {
  const [cpu, ...others] = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const manifest = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as Partial<
    Record<string, Record<string, string>>
  >;
  const pinned = { ...manifest['dependencies'], ...manifest['devDependencies'] };
  return {
    command: ['npm run bench -- upload', ...argv].join(' '),
    date: now.toISOString().slice(0, 10),
    machine: `${others.length + 1} cores of ${cpu?.model.trim() ?? 'an unknown CPU'}, ${memoryGb} GB, ${platform()} ${arch()}`,
    versions: Object.fromEntries([
      ['node', process.versions.node],
      ...packages.map((name) => [name, pinned[name] ?? 'unknown'] as const),
    ]),
  };
}
