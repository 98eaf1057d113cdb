import { defineConfig } from './functions/config/define-config.ts';

export default defineConfig({
  accounts: {
    main: { driver: 'v2', postsPerDay: 50, mediaPerDay: 100, monthlyBudgetUsd: 10, altText: 'warn' },
  },
  drops: [
    // Photos dropped under main/ are posted by the account main.
    { prefix: 'main/', account: 'main', settleSeconds: 10, after: 'tag' },
    // So is everything else in the bucket; without this line it would be reported and left alone.
    { prefix: '', account: 'main', settleSeconds: 10, after: 'tag' },
  ],
  webhooks: {
    // POST /webhooks/cms, signed as Standard Webhooks asks; the body is a post.
    cms: { scheme: 'standard-webhooks', account: 'main' },
  },
});
