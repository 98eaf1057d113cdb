import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';
import { ConfigError } from '../../../functions/domain/errors.ts';

function reportOf(drops: unknown, webhooks: unknown): string {
  try {
    parseConfig({ accounts: { main: {} }, drops, webhooks });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no fault';
}

const drop = { prefix: '', account: 'main' };
const hook = { scheme: 'github', account: 'main', text: '{{ release.tag_name }}' };

describe('a template in the config', () => {
  it.each([
    { case: 'plain text', caption: 'Good morning, 100 %' },
    {
      case: 'names and filters',
      caption: '{{ caption | default: title }}{% if creator %}, photo: {{ creator }}{% endif %}',
    },
    {
      case: 'names of its own',
      caption: '{% assign short = caption | truncate: 20 %}{{ short }}{% for i in (1..2) %}{{ i }}{% endfor %}',
    },
  ])('passes: $case', ({ caption }) => {
    expect(reportOf([{ ...drop, caption }], { cms: { ...hook, text: caption } })).toBe('no fault');
  });

  it('may name what only a sender knows, but in a caption no name that no picture has', () => {
    const misspelt = '{{ captoin | default: title }}';
    expect(reportOf([], { cms: { ...hook, text: misspelt } })).toBe('no fault');
    expect(reportOf([{ ...drop, caption: misspelt }], {})).toContain(
      'drops[0].caption: names "captoin"; there is caption, altText, title,',
    );
  });

  it.each([
    { case: 'an output that is not closed', template: '{{ caption' },
    { case: 'a tag that is not closed', template: '{% if caption %}x' },
    { case: 'an unknown tag', template: '{% iff caption %}' },
    { case: 'an unknown filter', template: '{{ caption | shout }}' },
  ])('is refused by its path: $case', ({ template }) => {
    expect(reportOf([drop, { ...drop, prefix: 'a/', caption: template }], {})).toContain(
      'drops[1].caption: is no Liquid template: ',
    );
    for (const field of ['when', 'text', 'scheduleAt', 'idempotencyKey']) {
      expect(reportOf([], { cms: { ...hook, [field]: template } })).toContain(`webhooks.cms.${field}: is no Liquid`);
    }
    expect(
      reportOf([], { cms: { ...hook, media: [{ key: 'a.jpg' }, { key: 'b.jpg', altText: template }] } }),
    ).toContain('webhooks.cms.media[1].altText: is no Liquid template');
  });

  it('is told with all other faults in one report', () => {
    const report = reportOf([{ ...drop, settleSeconds: -1, caption: '{{ a' }], {
      cms: { ...hook, text: '{% b', account: 'other' },
    });
    expect(report).toContain('the configuration has 4 faults');
    for (const path of ['settleSeconds', 'drops[0].caption', 'webhooks.cms.account', 'webhooks.cms.text']) {
      expect(report).toContain(path);
    }
  });

  it('that is no text is told once', () => {
    expect(reportOf([{ ...drop, caption: 7 }], {})).toContain('has 1 fault:');
  });
});
