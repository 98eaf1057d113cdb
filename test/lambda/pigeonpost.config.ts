import { defineConfig } from '../../functions/config/define-config.ts';

export default defineConfig({
  accounts: { main: { driver: 'v2' } },
  drops: [{ prefix: 'main/', account: 'main', settleSeconds: 0 }],
  webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } },
});
