import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RejectedTriggerError } from '../../../../functions/domain/errors.ts';
import { mapBody } from '../../../../functions/triggers/webhook/map-body.ts';

const call = (value: unknown) => ({ value, native: value, headers: {}, query: {} });

describe('mapBody', () => {
  it('gives the body itself where there is no template', async () => {
    const value = { text: '{{ not a template }}' };
    expect(await mapBody({}, call(value))).toEqual({ native: value });
  });

  it.each([
    { case: 'a name that is not there', text: '{{ nobody }}' },
    { case: 'a filter that does not exist', text: '{{ title | shout }}' },
    { case: 'what an object inherits', text: '{{ title.constructor.name }}' },
    { case: 'a file', text: "{% include 'etc/passwd' %}" },
    {
      case: 'a loop without end',
      text: '{% for i in (1..999999999) %}{% for j in (1..999999999) %}x{% endfor %}{% endfor %}',
    },
    { case: 'broken syntax', text: '{{ title' },
  ])('refuses a template that asks for $case', async ({ text }) => {
    const refused = mapBody({ text }, call({ title: 'x' }));
    await expect(refused).rejects.toThrow(RejectedTriggerError);
    await expect(refused).rejects.toMatchObject({ code: 'TEMPLATE', faults: [{ path: 'text' }] });
  });

  it.each([
    { case: 'an object', title: { en: 'x' } },
    { case: 'a list of objects', title: [[{ en: 'x' }]] },
  ])('refuses to write $case as words', async ({ title }) => {
    const refused = mapBody({ text: 'New: {{ title }}' }, call({ title }));
    await expect(refused).rejects.toMatchObject({ code: 'TEMPLATE', faults: [{ path: 'text' }] });
  });

  it.each([
    { case: 'a list of words', text: '{{ tags }}', written: 'ab' },
    { case: 'an object as JSON', text: '{{ by | json }}', written: '{"name":"x"}' },
    { case: 'a number and nothing', text: '{{ count }}{{ none }}', written: '0' },
  ])('writes $case', async ({ text, written }) => {
    const value = { tags: ['a', 'b'], by: { name: 'x' }, count: 0, none: null };
    expect(await mapBody({ text }, call(value))).toEqual({ native: { text: written } });
  });

  it('takes an object that is there for a yes', async () => {
    expect(await mapBody({ when: '{{ release }}', text: 'x' }, call({ release: {} }))).toEqual({
      native: { text: 'x' },
    });
  });

  it.each(['false', '', '  ', '{{ nil }}', '{{ nobody }}', '{{ title == "y" }}'])('takes %j for a no', async (when) => {
    expect(await mapBody({ when }, call({ title: 'x' }))).toHaveProperty('notPosted');
  });

  it('does not read a template out of what the sender wrote', async () => {
    const value = { title: '{{ body.secret }}', secret: 'hunter2' };
    expect(await mapBody({ text: '{{ title }}' }, call(value))).toEqual({ native: { text: '{{ body.secret }}' } });
  });

  it('answers any JSON with a post, a no or a refusal', async () => {
    const mapping = { when: '{{ a != 1 }}', text: '{{ a }}', media: [{ key: '{{ b.c }}' }], sensitive: '{{ a }}' };
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.record({ a: fc.jsonValue(), b: fc.jsonValue() })), async (value) => {
        const outcome = await mapBody(mapping, call(value)).catch((error: unknown) => error);
        expect(outcome instanceof RejectedTriggerError || typeof outcome === 'object').toBe(true);
        expect(outcome).not.toBeInstanceOf(TypeError);
      }),
    );
  });
});
