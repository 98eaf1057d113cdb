import { describe, expect, it } from 'vitest';

import { readUploadOptions } from '../../../bench/upload/read-options.ts';
import { ConfigError } from '../../../functions/domain/errors.ts';

describe('readUploadOptions', () => {
  it('measures everything at three latencies when nothing is said', () => {
    const options = readUploadOptions([]);
    expect(options).toMatchObject({ latenciesMs: [0, 40, 150], handshakes: 0, rounds: undefined, isProved: true });
    expect(options !== 'help' && options.items.map(({ name }) => name)).toContain('video512');
  });

  it('takes what is said over what --quick sets', () => {
    expect(readUploadOptions(['--quick', '--latencies', '0,5', '--rounds', '2'])).toMatchObject({
      latenciesMs: [0, 5],
      rounds: 2,
      items: [{ name: 'jpeg' }, { name: 'small-gif' }, { name: 'small-video' }],
    });
  });

  it.each([
    { case: 'an unknown option', argv: ['--speed', '9'] },
    { case: 'an unknown item', argv: ['--items', 'jpeg,bmp'] },
    { case: 'an unknown contender', argv: ['--contenders', 'tweepy'] },
    { case: 'a latency that is no number', argv: ['--latencies', '40ms'] },
    { case: 'rounds that are no number', argv: ['--rounds', 'many'] },
  ])('refuses $case', ({ argv }) => {
    expect(() => readUploadOptions(argv)).toThrow(ConfigError);
  });
});
