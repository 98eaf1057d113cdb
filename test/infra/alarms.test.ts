import { readFileSync } from 'node:fs';

import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';

import { openStack, sampleConfig } from './synthesise.ts';

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const alarms = openStack()
  .stack.node.findChild('Alarms')
  .node.children.filter((child) => child instanceof Alarm);
const names = alarms.map(({ node }) => node.id.replace(/^Budget-.*$/, 'Budget-ACCOUNT'));
/** Rows of the page's table of alarms: what it means, what it asks of somebody. */
const rows = [...page.matchAll(/^\| `([A-Z][A-Za-z-]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, name = '', means = '', asks = '']) => ({ name, means, asks }),
);

describe('the alarms', () => {
  it.each(names)('are each explained in docs/operations.md: %s', (name) => {
    expect(rows.find((row) => row.name === name)).toMatchObject({
      means: expect.stringMatching(/\w{3}/),
      asks: expect.stringMatching(/\w{3}/),
    });
  });

  it('are all that the page explains', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it('watch the budget of each account that has one, and of no other', () => {
    const budgets = alarms.map(({ node }) => node.id).filter((id) => id.startsWith('Budget-'));
    const withBudget = Object.entries(sampleConfig.accounts).filter(([, { monthlyBudgetUsd }]) => monthlyBudgetUsd);
    expect(budgets).toEqual(withBudget.map(([name]) => `Budget-${name}`));
  });
});

describe('docs/operations.md', () => {
  it('has the headings that its links name', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});
