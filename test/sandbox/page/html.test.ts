import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { html, webAddress } from '../../../sandbox/page/look/html.ts';

describe('html', () => {
  it('escapes texts and leaves markup of its own', () => {
    const inner = html`<b>${'<&>'}</b>`;

    expect(html`<p title="${`"'`}">${inner}</p>`.toString()).toBe('<p title="&quot;&#39;"><b>&lt;&amp;&gt;</b></p>');
  });

  it('joins lists and leaves nothing for what is absent', () => {
    expect(html`${['a', html`<i>b</i>`, [1, 0]]}${undefined}${null}${false}${''}`.toString()).toBe('a<i>b</i>10');
  });

  it('replaces characters that may not stand in a document', () => {
    expect(html`${'a\u0000b\u0008c\uD800d\te\nf'}`.toString()).toBe('a\uFFFDb\uFFFDc\uFFFDd\te\nf');
  });

  it('lets no text end an attribute or begin a tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.toString()).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('webAddress', () => {
  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'x'])(
    'gives none for %j',
    (text) => {
      expect(webAddress(text)).toBeUndefined();
    },
  );

  it('gives addresses of the web', () => {
    expect(webAddress('https://example.com/a?b=1&c="2"')).toBe('https://example.com/a?b=1&c=%222%22');
  });
});
