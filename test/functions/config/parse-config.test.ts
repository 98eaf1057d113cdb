import { describe, expect, it } from 'vitest';

import type { ConfigInput } from '../../../functions/config/config-schema.ts';
import { parseConfig } from '../../../functions/config/parse-config.ts';
import { ConfigError } from '../../../functions/domain/errors.ts';
import shipped from '../../../pigeonpost.config.ts';

const minimal = { accounts: { main: {} } };

function withAccount(account: Record<string, unknown>): unknown {
  return { accounts: { main: account } };
}

function withDrop(drop: Record<string, unknown>): unknown {
  return { ...minimal, drops: [{ prefix: 'main/', account: 'main', ...drop }] };
}

function withWebhook(webhook: Record<string, unknown>): unknown {
  return { ...minimal, webhooks: { cms: { scheme: 'standard-webhooks', ...webhook } } };
}

function report(value: unknown): string {
  try {
    parseConfig(value);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('parseConfig', () => {
  it('accepts the config that ships', () => {
    expect(parseConfig(shipped).webhooks['cms']).toEqual({ scheme: 'standard-webhooks', accounts: ['main'] });
  });

  it('fills in the defaults', () => {
    const config = parseConfig({
      accounts: { main: {} },
      drops: [{ prefix: 'main/', account: 'main' }],
    } satisfies ConfigInput);
    expect(config).toEqual({
      accounts: {
        main: {
          driver: 'v2',
          altText: 'warn',
          oversize: 'downscale',
          stripMetadata: true,
          whenUnknown: 'ask',
          maxLatenessHours: 168,
          repeats: 'allow',
          repeatWindowHours: 24,
        },
      },
      drops: [
        {
          prefix: 'main/',
          account: 'main',
          settleSeconds: 10,
          sidecar: 'optional',
          waitSeconds: 3600,
          thread: false,
          location: false,
          after: 'tag',
        },
      ],
      webhooks: {},
    });
  });

  it('gives back plain JSON that parses to itself again', () => {
    const config = parseConfig(shipped);
    expect(parseConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it.each([
    { case: 'the deprecated endpoint on v1', value: withAccount({ driver: 'v1', endpoint: 'update_with_media' }) },
    { case: 'a budget of nothing', value: withAccount({ monthlyBudgetUsd: 0 }) },
    { case: 'a nested prefix', value: withDrop({ prefix: 'teams/press/' }) },
    { case: 'a prefix with spaces and accents', value: withDrop({ prefix: 'Été 2026/' }) },
    { case: 'a webhook with several accounts', value: withWebhook({ accounts: ['main'] }) },
    {
      case: 'a webhook whose template chooses the account',
      value: withWebhook({ accounts: ['main'], account: '{{ channel }}', text: '{{ title }}' }),
    },
    {
      case: 'hosts that media may be fetched from',
      value: withWebhook({
        account: 'main',
        allowHttp: true,
        allowPrivateHosts: ['cms.internal', 'cms.internal:8443', '10.0.0.5', '[fd00::5]:8080', 'cms.internal:443'],
      }),
    },
    { case: 'an account called like a property of every object', value: { accounts: { constructor: {} } } },
  ])('accepts $case', ({ value }) => {
    expect(report(value)).toBe('no fault');
  });

  it.each([
    { case: 'no config at all', value: undefined, fault: 'the config: is missing: an object is needed' },
    { case: 'no accounts', value: {}, fault: 'accounts: is missing: an object is needed' },
    { case: 'an empty list of accounts', value: { accounts: {} }, fault: 'accounts: at least one account is needed' },
    { case: 'an unknown field', value: { ...minimal, webhoks: {} }, fault: 'webhoks: is not a known field' },
    { case: 'a misspelt setting', value: withAccount({ drivr: 'v1' }), fault: 'accounts.main.drivr: is not a known' },
    {
      case: 'an unknown driver',
      value: withAccount({ driver: 'v3' }),
      fault: 'accounts.main.driver: must be "v2" or "v1", got "v3"',
    },
    {
      case: 'half a post a day',
      value: withAccount({ postsPerDay: 1.5 }),
      fault: 'postsPerDay: must be a whole number',
    },
    { case: 'a number as text', value: withAccount({ postsPerDay: '50' }), fault: 'must be a number, got "50"' },
    { case: 'no post a day', value: withAccount({ postsPerDay: 0 }), fault: 'postsPerDay: ' },
    { case: 'a budget that is no number', value: withAccount({ monthlyBudgetUsd: NaN }), fault: 'monthlyBudgetUsd: ' },
    {
      case: 'the deprecated endpoint on v2',
      value: withAccount({ endpoint: 'update_with_media' }),
      fault: 'accounts.main.endpoint: exists on driver "v1" only',
    },
    {
      case: 'alt text required where the endpoint takes none',
      value: withAccount({ driver: 'v1', endpoint: 'update_with_media', altText: 'require' }),
      fault: 'accounts.main.altText: cannot be "require"',
    },
    {
      case: 'a function',
      value: withDrop({ caption: () => 'x' }),
      fault: 'drops[0].caption: must be a text, got a function',
    },
    { case: 'a name in capitals', value: { accounts: { Main: {} } }, fault: 'accounts.Main: the name must be 1 to 63' },
    { case: 'a name with a path', value: { accounts: { 'a/../b': {} } }, fault: 'accounts["a/../b"]: the name must' },
    { case: 'a prefix without its slash', value: withDrop({ prefix: 'main' }), fault: 'prefix: must end in "/"' },
    { case: 'a prefix that climbs', value: withDrop({ prefix: 'a/../b/' }), fault: 'prefix: must be folder names' },
    { case: 'a prefix from the root', value: withDrop({ prefix: '/main/' }), fault: 'prefix: must be folder names' },
    { case: 'the whole bucket', value: withDrop({ prefix: '/' }), fault: 'drops[0].prefix: ' },
    {
      case: 'a drop for nobody',
      value: withDrop({ account: 'other' }),
      fault: 'drops[0].account: names the account "other"; there is "main"',
    },
    {
      case: 'a drop for a property of every object',
      value: withDrop({ account: 'constructor' }),
      fault: 'drops[0].account: names the account "constructor"',
    },
    {
      case: 'the same prefix twice',
      value: {
        ...minimal,
        drops: [
          { prefix: 'a/', account: 'main' },
          { prefix: 'a/', account: 'main' },
        ],
      },
      fault: 'drops[1].prefix: stands in drops[0] already: "a/"',
    },
    {
      case: 'a webhook for nobody',
      value: withWebhook({ accounts: ['main', 'other'] }),
      fault: 'webhooks.cms.accounts[1]: names the account "other"',
    },
    { case: 'a webhook without account', value: withWebhook({}), fault: 'webhooks.cms: exactly one of account' },
    {
      case: 'a webhook with account and accounts',
      value: withWebhook({ account: 'main', accounts: ['main'] }),
      fault: 'webhooks.cms: exactly one of account and accounts is needed',
    },
    {
      case: 'a template that has no accounts to choose of',
      value: withWebhook({ account: '{{ channel }}', text: 'x' }),
      fault: 'accounts are needed, of which the template in account names one',
    },
    {
      case: 'a template for the account of a post that says its own',
      value: withWebhook({ accounts: ['main'], account: '{{ channel }}' }),
      fault: 'webhooks.cms.account: needs text or media beside it',
    },
    {
      case: 'a medium for each of what is no name',
      value: withWebhook({ account: 'main', media: [{ each: 'a | b', key: 'x' }] }),
      fault: 'webhooks.cms.media[0].each: must be the name of a list',
    },
    {
      case: 'an account of a webhook that is no name',
      value: withWebhook({ account: 'Main' }),
      fault: 'webhooks.cms.account: must be 1 to 63 of a-z',
    },
    ...['https://cms.internal', 'CMS.internal', 'cms.internal/', 'me@cms.internal', '', '*.internal', '0x7f.1'].map(
      (host) => ({
        case: `no host that media may be fetched from: ${host}`,
        value: withWebhook({ account: 'main', allowPrivateHosts: [host] }),
        fault: 'webhooks.cms.allowPrivateHosts[0]: must be a host in lower case',
      }),
    ),
    {
      case: 'an unknown scheme',
      value: withWebhook({ scheme: 'none', account: 'main' }),
      fault: 'webhooks.cms.scheme: must be "standard-webhooks" or "github" or "stripe" or "hmac" or "bearer", got',
    },
    {
      case: 'a webhook without scheme',
      value: { ...minimal, webhooks: { cms: { account: 'main' } } },
      fault: 'webhooks.cms.scheme: is missing: "standard-webhooks" or "github" or',
    },
    {
      case: 'a secret in the config',
      value: withWebhook({ account: 'main', secret: 'x' }),
      fault: 'secret: is not a known',
    },
  ])('refuses $case', ({ value, fault }) => {
    expect(report(value)).toContain(fault);
  });

  it('names faults of shape and faults between the parts in one report', () => {
    const message = report({
      accounts: { main: { driver: 'v3', altText: 'maybe' } },
      drops: [{ prefix: 'a', account: 'nobody' }, 7],
      webhooks: { cms: { scheme: 'standard-webhooks', account: 'nobody' } },
    });
    expect(message.split('\n').map((line) => line.trim().split(':')[0])).toEqual([
      'the configuration has 6 faults',
      'accounts.main.driver',
      'accounts.main.altText',
      'drops[0].prefix',
      'drops[1]',
      'drops[0].account',
      'webhooks.cms.account',
    ]);
  });

  it('keeps a report on its lines, whatever the names are', () => {
    expect(report({ accounts: { 'a\nb': {} } }).split('\n')).toHaveLength(2);
  });
});
