import { describe, expect, it } from 'vitest';

import { tellPeople } from '../../local/tell-people.ts';

function told(event: string, fields: Parameters<ReturnType<typeof tellPeople>['write']>[2]): string {
  let lines = '';
  tellPeople(
    (line) => (lines += line),
    () => undefined,
  ).write('info', event, fields);
  return lines;
}

describe('tellPeople', () => {
  it.each([
    {
      event: 'posted',
      fields: { label: 'main/a.jpg', url: 'https://x.com/i/status/1' },
      line: 'posted   main/a.jpg  https://x.com/i/status/1',
    },
    {
      event: 'ended',
      fields: { label: 'a.txt', state: 'failed', reason: 'no picture' },
      line: 'failed   a.txt: no picture',
    },
    {
      event: 'account-held',
      fields: { account: 'main', reason: 'auth' },
      line: 'HELD     account main (auth): its queue is kept',
    },
    { event: 'double-detected', fields: { id: 'r', postId: '7' }, line: 'DOUBLE   r is on X twice (7)' },
    { event: 'double-detected', fields: { id: 'r', count: 2 }, line: 'DOUBLE   r is on X twice' },
    {
      event: 'message-dead',
      fields: { id: '1', receiveCount: 8 },
      line: 'ASIDE    a message was tried 8 times; the journal says why',
    },
  ])('tells $event in one line', ({ event, fields, line }) => {
    expect(told(event, fields)).toBe(`${line}\n`);
  });

  it('is silent about the steps between', () => {
    expect(told('step', { id: 'a', from: 'RECEIVED', to: 'POSTING' })).toBe('');
  });

  it('lets no file name move the cursor or begin a line of its own', () => {
    const label = 'a\u001b[2J\nposted   forged.jpg\r\u0007\u009b.jpg';
    const line = told('posted', { label, url: 'https://x.com/i/status/1' });
    // eslint-disable-next-line no-control-regex -- the very characters it is about
    expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(line.endsWith('\n')).toBe(true);
  });
});
