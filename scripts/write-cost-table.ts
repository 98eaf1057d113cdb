import { writeFile } from 'node:fs/promises';

import { pricesMicroUsd } from '../functions/domain/price.ts';
import config from '../pigeonpost.config.ts';
import { countStack } from './cost/count-stack.ts';
import { monthlyUse, type Scenario, type Use } from './cost/monthly-use.ts';
import { costOf, prices } from './cost/prices.ts';

/** Where the page stands. */
export const costPage = new URL('../docs/costs.md', import.meta.url);

const scenario: Scenario = { drops: 700, calls: 300, megabytes: 0.5 };
const tenfold: Scenario = { ...scenario, drops: 7_000, calls: 3_000 };
const posts = scenario.drops + scenario.calls;

/** The page `docs/costs.md`: what a month of 1,000 posts costs, from listed prices and from the stack itself. */
export function renderCostPage(): string {
  const stack = countStack(config);
  const use = monthlyUse(stack, scenario);
  const more = monthlyUse(stack, tenfold);
  const [listed, paid] = [total(use, 'listed'), total(use, 'paid')];
  return [
    `# What ${posts.toLocaleString('en')} posts a month cost`,
    '',
    '<!-- Made by `node scripts/write-cost-table.ts` from the stack and from scripts/cost/. Do not edit. -->',
    '',
    `X: **${dollars(xCost())}**. AWS: **${dollars(paid)}** if nothing else in the account uses what is free in it, **${dollars(listed)}** if others`,
    'use all of that. This is computed, not read from a bill.',
    '',
    `The month: one account, one webhook, ${scenario.drops} drops and ${scenario.calls} calls, each with one picture of`,
    `${scenario.megabytes} MB and an alt text, no links, spread over the days. One deployment with the config that ships.`,
    '',
    '## X',
    '',
    '| what | in the month | price | USD |',
    '|---|---:|---|---:|',
    `| posts without a link | ${count(posts)} | ${dollars(pricesMicroUsd.post / 1e6, 3)} | ${dollars((posts * pricesMicroUsd.post) / 1e6)} |`,
    `| alt texts | ${count(posts)} | ${dollars(pricesMicroUsd.mediaMetadata / 1e6, 3)} | ${dollars((posts * pricesMicroUsd.mediaMetadata) / 1e6)} |`,
    '',
    `With a link in its text a post costs ${dollars(pricesMicroUsd.postWithLink / 1e6)} instead. X's price list of 20 April 2026, as still in force in`,
    'August 2026. `monthlyBudgetUsd` stops an account before it spends more.',
    '',
    '## AWS',
    '',
    'On-demand prices of us-east-1, as quoted in 2026 from the price pages of AWS (read in November 2026). Other regions',
    'differ, most by less than a third. "After what is free" takes off what every AWS account has each month for good; it is shared by',
    'all that the account runs. Allowances of the first year, and taxes, are left out.',
    '',
    '| what | in the month | because | by the list, USD | after what is free, USD |',
    '|---|---:|---|---:|---:|',
    ...use.map(row),
    `| **together** | | | **${dollars(listed)}** | **${dollars(paid)}** |`,
    '',
    'Nearly all of it is there without a single post: alarms, metrics, the dashboard, secrets, and queues that are asked',
    'day and night. A second deployment costs the same again. Ten times the posts cost',
    `${dollars(total(more, 'paid') - paid)} more after what is free, ${dollars(total(more, 'listed') - listed)} by the list.`,
    '',
  ].join('\n');
}

function row({ price, units, because }: Use): string {
  const { what, unit } = prices[price];
  const { listed, paid } = costOf(prices[price], units);
  return `| ${what} | ${count(units)} ${unit} | ${because} | ${dollars(listed)} | ${dollars(paid)} |`;
}

function total(use: readonly Use[], column: 'listed' | 'paid'): number {
  return use.reduce((sum, { price, units }) => sum + costOf(prices[price], units)[column], 0);
}

function xCost(): number {
  return (posts * (pricesMicroUsd.post + pricesMicroUsd.mediaMetadata)) / 1e6;
}

function count(units: number): string {
  return units.toLocaleString('en', { maximumSignificantDigits: units < 10 ? 2 : 4 });
}

/** Sums below half a cent are not nothing. */
function dollars(usd: number, digits = 2): string {
  if (usd > 0 && usd < 0.005) return '< $0.01';
  return `$${usd.toFixed(digits)}`;
}

if (import.meta.main) await writeFile(costPage, renderCostPage());
