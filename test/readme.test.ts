import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';
import * as z from 'zod';

import { configSchema } from '../functions/config/config-schema.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Every name of a setting, at whatever depth of the schema. */
function settingsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: Record<string, unknown> };
  return [...Object.keys(properties), ...[...Object.values(properties), ...Object.values(rest)].flatMap(settingsOf)];
}

describe('README.md', () => {
  it('names only commands that exist', () => {
    const named = [...readme.matchAll(/npm (?:run (?:--silent )?)?([a-z:]+)/g)].map(([, name = '']) => name);
    const own = named.filter((name) => !['ci', 'run', 'test', 'start'].includes(name) && name !== '');
    expect(own.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(own).toContain('demo');
  });

  it('names every setting of the configuration', () => {
    const settings = new Set(settingsOf(z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' })));
    expect(settings.size).toBeGreaterThan(15);
    expect([...settings].filter((name) => !readme.includes(`\`${name}\``) && !readme.includes(`${name}:`))).toEqual([]);
  });

  it('shows the configuration that the project ships', () => {
    const body = /export default defineConfig\(\{[\s\S]*\}\);/.exec(read('pigeonpost.config.ts'))?.[0] ?? 'none';
    expect(readme).toContain(body);
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('has no dead link in %s', (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(root, dirname(file), path)))).toEqual([]);
  });
});
