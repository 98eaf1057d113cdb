import { describe, expect, it } from 'vitest';

import { renderCaption } from '../../../../functions/triggers/s3-drop/render-caption.ts';

const unknown = { caption: null, altText: null, title: null, description: null, creator: null };
const fields = { ...unknown, name: 'a', key: 'main/a.jpg', account: 'main' };

describe('renderCaption', () => {
  it.each([
    { template: '{{ caption | default: title }}', known: { title: 'T' }, text: 'T' },
    { template: '{{ caption | default: title }}', known: { caption: 'C', title: 'T' }, text: 'C' },
    { template: '{{ name }} by {{ creator }} ', known: { creator: 'Ann' }, text: 'a by Ann' },
    { template: '{{ caption }}{{ altText }}{{ description }}', known: {}, text: '' },
    { template: '{{ caption }}', known: { caption: '<b> & {{ key }}' }, text: '<b> & {{ key }}' },
  ])('makes "$text" of $template', async ({ template, known, text }) => {
    expect(await renderCaption(template, { ...fields, ...known })).toBe(text);
  });

  it.each([
    { case: 'a misspelt name', template: '{{ captoin }}', reason: 'captoin' },
    { case: 'an unknown filter', template: '{{ caption | shout }}', reason: 'shout' },
    { case: 'a tag left open', template: '{% if caption', reason: 'not closed' },
    { case: 'a file of the machine', template: '{% include "package.json" %}', reason: 'package.json' },
    { case: 'a loop without end', template: '{% for i in (1..900000000) %}x{% endfor %}', reason: 'limit' },
  ])('refuses $case', async ({ template, reason }) => {
    const attempt = renderCaption(template, fields);
    await expect(attempt).rejects.toMatchObject({ code: 'CAPTION_TEMPLATE', message: expect.stringContaining(reason) });
  });
});
