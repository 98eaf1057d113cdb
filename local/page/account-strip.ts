import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import type { PublicationLog } from '../../functions/domain/ports.ts';
import type { AccountGate } from '../../functions/domain/publication.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { showTime } from '../../sandbox/page/look/show-time.ts';
import { accountAction } from './account-routes.ts';
import type { FormOptions } from './page-options.ts';
import { pill } from './state-pill.ts';

export interface AccountView {
  readonly name: string;
  readonly driver: 'v1' | 'v2';
  /** `held` waits for a person, `closed` for a time; `open` may post. */
  readonly gate: 'open' | 'closed' | 'held';
  readonly closedUntilEpochMs: number | undefined;
  readonly held: NonNullable<AccountGate['held']> | undefined;
  /** Somebody works its rows at this moment. */
  readonly isWorking: boolean;
}

/** Every account of the config with its gate, in the order of the config. */
export async function readAccounts(
  config: PigeonpostConfig,
  log: Pick<PublicationLog, 'gate'>,
  nowEpochMs: number,
): Promise<readonly AccountView[]> {
  const accounts = Object.entries(config.accounts);
  return Promise.all(accounts.map(async ([name, { driver }]) => view(await log.gate(name), name, driver, nowEpochMs)));
}

function view(gate: AccountGate, name: string, driver: 'v1' | 'v2', nowEpochMs: number): AccountView {
  const until = gate.closedUntilEpochMs;
  const closedUntilEpochMs = until !== null && until > nowEpochMs ? until : undefined;
  const isWorking = gate.lease !== null && gate.lease.untilEpochMs > nowEpochMs;
  const held = gate.held ?? undefined;
  const open = closedUntilEpochMs === undefined ? 'open' : 'closed';
  return { name, driver, gate: held === undefined ? open : 'held', closedUntilEpochMs, held, isWorking };
}

export function accountStrip(accounts: readonly AccountView[], options: FormOptions, nowEpochMs: number): Markup {
  return html`<section aria-labelledby="accounts-title" class="accounts">
    <h2 id="accounts-title">Accounts</h2>
    <ul data-live="accounts">
      ${accounts.map((account) => accountCard(account, options, nowEpochMs))}
    </ul>
  </section>`;
}

function accountCard(account: AccountView, options: FormOptions, nowEpochMs: number): Markup {
  const { name, driver, held, isWorking } = account;
  return html`<li class="account" id="account-${name}">
    <p class="account-head">
      <strong>${name}</strong>
      <span class="soft">API ${driver === 'v1' ? 'v1.1' : 'v2'}</span>
      ${gatePill(account, nowEpochMs)}${isWorking && html` <span class="soft">at work</span>`}
    </p>
    ${
      held !== undefined &&
      html`<div class="note note-bad">
        <p>
          <strong>${held.message}</strong> <code>${held.reason}</code>, since ${showTime(held.sinceEpochMs, nowEpochMs)}
        </p>
        <p>Its queue is kept. Resume it when the cause is gone.</p>
      </div>`
    }
    ${accountAction(name, held !== undefined, options)}
  </li>`;
}

function gatePill({ gate, closedUntilEpochMs }: AccountView, nowEpochMs: number): Markup {
  if (gate === 'held') return pill('bad', '!', 'held');
  if (closedUntilEpochMs === undefined) return pill('good', '✓', 'open');
  return html`${pill('wait', '◷', 'closed')}
    <span class="soft">until ${showTime(closedUntilEpochMs, nowEpochMs)}</span>`;
}
