import { defineConfig } from '../../functions/config/define-config.ts';

/** One account on each of X's APIs, a drop route and a webhook for each. */
export default defineConfig({
  accounts: {
    modern: { driver: 'v2' },
    classic: { driver: 'v1' },
  },
  drops: [
    { prefix: 'modern/', account: 'modern', settleSeconds: 1 },
    { prefix: 'classic/', account: 'classic', settleSeconds: 1 },
  ],
  webhooks: {
    blog: { scheme: 'standard-webhooks', account: 'modern' },
    shop: { scheme: 'standard-webhooks', account: 'classic' },
  },
});
