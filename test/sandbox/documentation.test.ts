import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { controlRoutes } from '../../sandbox/control/index.ts';
import { faultActionSchema, faultSchema } from '../../sandbox/faults/fault.ts';
import { limitTable } from '../../sandbox/limits/limit-table.ts';
import { USAGE } from '../../sandbox/read-options.ts';
import { endpoints } from '../../sandbox/routes/index.ts';
import { defaultSettings } from '../../sandbox/state/settings.ts';

const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
/** Everything set as code, in parts too: `a.b`, `.c` stands for a.b and a.c. */
const code = [...page.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');

function isNamed(name: string): boolean {
  return code.includes(name) || code.includes(`.${name.split('.').at(-1)}`);
}

/** `a.b` for each value of a group; a group without fixed names stands for itself. */
function settingNames(group: object, prefix = ''): readonly string[] {
  return Object.entries(group).flatMap(([name, value]) => {
    const isGroup = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    return isGroup ? settingNames(value as object, `${prefix}${name}.`) : [`${prefix}${name}`];
  });
}

describe('docs/sandbox.md', () => {
  it('names every endpoint and every call that has a limit', () => {
    const names = [...endpoints.map(({ name }) => name), ...Object.keys(limitTable)];
    expect(names.filter((name) => !isNamed(name))).toEqual([]);
  });

  it('names every setting', () => {
    expect(settingNames(defaultSettings('classic')).filter((name) => !code.includes(name))).toEqual([]);
  });

  it('names every action of a fault and every condition', () => {
    const actions = Object.keys(faultActionSchema.shape);
    const conditions = Object.keys(faultSchema.shape.match.unwrap().shape);
    const words = code.flatMap((text) => text.split(/[^\w]+/));
    expect([...actions, ...conditions].filter((name) => !words.includes(name))).toEqual([]);
  });

  it('names every option of the command', () => {
    const options = [...USAGE.matchAll(/--[a-z]+/g)].map(([option]) => option).filter((option) => option !== '--help');
    expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
  });

  it('names every part of the control plane', () => {
    const parts = controlRoutes.flatMap(({ path }) => /^\/_sandbox\/([a-z]+)/.exec(path)?.[1] ?? []);
    expect(parts.filter((part) => part !== 'page' && !page.includes(`/_sandbox/${part}`))).toEqual([]);
  });
});
