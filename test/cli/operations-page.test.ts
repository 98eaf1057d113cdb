import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { allCommands } from '../../cli/all-commands.ts';
import { commandUsage, listUsage } from '../../cli/usage.ts';
import { stateWords } from '../../local/page/state-words.ts';

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const calls = [...page.matchAll(/npm run pigeonpost -- (?<name>[a-z]+)(?<rest>.*)/g)].map(({ groups }) => ({
  name: groups?.['name'] ?? '',
  options: [...(groups?.['rest'] ?? '').matchAll(/ (--[a-z-]+)/g)].map(([, option]) => option ?? ''),
}));

describe('docs/operations.md', () => {
  it('shows the list of commands as it is', () => {
    expect(page).toContain(listUsage(allCommands));
  });

  it.each(calls)('calls $name with options that it has: $options', ({ name, options }) => {
    const command = allCommands.find((one) => one.name === name);
    expect(command).toBeDefined();
    if (command === undefined) return;
    const usage = commandUsage(command);
    for (const option of options) expect(usage).toContain(option);
  });

  it.each(allCommands)('tells of $name', ({ name }) => {
    expect(page).toMatch(new RegExp(`\`${name}[ \`]|-- ${name}\\b`));
  });

  it.each(Object.keys(stateWords))('says what the state %s asks of people', (state) => {
    expect(page).toContain(`\`${state}\``);
  });
});
