import { defineConfig } from '../../functions/config/define-config.ts';

/** Names of the accounts; the sender of each trigger chooses one of them. */
export const accounts = ['north', 'east', 'south', 'west'] as const;

/** Four accounts, so that they are worked side by side, each with a folder and a webhook of its name. */
export default defineConfig({
  accounts: Object.fromEntries(accounts.map((account) => [account, { altText: 'off' as const }])),
  drops: accounts.map((account) => ({ prefix: `${account}/`, account, settleSeconds: 1 })),
  webhooks: Object.fromEntries(accounts.map((account) => [account, { scheme: 'standard-webhooks' as const, account }])),
});
