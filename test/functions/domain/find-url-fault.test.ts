import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findUrlFault } from '../../../functions/domain/find-url-fault.ts';
import { isPublicAddress } from '../../../functions/domain/is-public-address.ts';

const strict = { allowHttp: false, allowPrivateHosts: [] };
const codeOf = (url: string, rules: Parameters<typeof findUrlFault>[1] = strict) => findUrlFault(url, rules)?.code;

/** One address, as people and attackers spell it. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  'loopback, with dots': [
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '127.0.1',
    '127.127.127.127',
    '127.0.0.0',
    '127.255.255.254',
  ],
  'loopback, as one number': ['2130706433', '0x7f000001', '017700000001', '0x7f.1', '0177.0.0.1', '0x7F.0x0.0x0.0x1'],
  'loopback, with other digits': ['①②⑦.⓪.⓪.①', '127。0。0。1', '127.0.0.１', '%31%32%37.0.0.1'],
  'no address': ['0', '0.0.0.0', '0x0', '00', '0.0'],
  metadata: [
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '169.254.170.2',
    '169.254.170.23',
  ],
  'private ranges': [
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.168.255.255',
    '0xc0a80001',
  ],
  'carrier and benchmark': ['100.64.0.1', '100.127.255.255', '198.18.0.1', '198.19.255.255'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '192.0.0.1', '192.0.0.8', '192.88.99.1'],
  'multicast and reserved': ['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '0xffffffff'],
  'IPv6, of a machine or a link': ['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[febf::1]', '[fec0::1]'],
  'IPv6, of a network': [
    '[fc00::1]',
    '[fd00::1]',
    '[fdff::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[ff0e::1]',
    '[fdff:ffff::1]',
  ],
  'IPv6, around IPv4': ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:8.8.8.8]', '[::127.0.0.1]', '[::7f00:1]'],
  'IPv6, translated': ['[64:ff9b::7f00:1]', '[64:ff9b::169.254.169.254]', '[64:ff9b:1::1]', '[2002:7f00:1::]'],
  'IPv6, tunnelled or set aside': ['[2001::1]', '[2001:0:a9fe:a9fe::]', '[2001:db8::1]', '[3fff::1]', '[100::1]'],
  'IPv6, not given out': ['[4000::1]', '[8000::1]', '[f000::1]', '[2001:10::1]', '[2001:20::1]', '[5f00::1]'],
  'names of the machine': ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'localhost.localdomain.local'],
  'names that look like that of the machine': ['ⓛocalhost', 'localhoſt', 'LOCALHOST。', 'lоcalhost'],
  'names of a network': [
    'metadata.google.internal',
    'cms.internal',
    'printer.local',
    'nas.lan',
    'router.home.arpa',
    'a.test',
    'a.invalid',
  ],
  'names without a dot': ['metadata', 'intranet', 'db', 'a', 'xn--bcher-kva'],
};
const hosts = Object.entries(spellings).flatMap(([kind, list]) => list.map((host) => ({ kind, host })));

/** Of one number as an address. */
const writings: readonly ((number: number) => string)[] = [
  String,
  (number) => `0x${number.toString(16)}`,
  (number) => `0${number.toString(8)}`,
  (number) => [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.'),
  (number) => [24, 16, 8, 0].map((bits) => `0x${((number >>> bits) & 255).toString(16)}`).join('.'),
];

describe('findUrlFault', () => {
  it('F131: has a hundred forms of hosts that are not public to be tried', () => {
    expect(hosts.length).toBeGreaterThanOrEqual(100);
  });

  it.each(hosts)('F131: refuses $host ($kind)', ({ host }) => {
    expect(codeOf(`https://${host}/a.jpg`)).toBe('URL_BLOCKED');
    expect(codeOf(`http://${host}/a.jpg`, { ...strict, allowHttp: true })).toBe('URL_BLOCKED');
  });

  it.each([
    { case: 'the runtime API of Lambda', url: 'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next' },
    { case: 'the secrets extension', url: 'http://localhost:2773/secretsmanager/get?secretId=a' },
    { case: 'the X-Ray daemon', url: 'http://169.254.79.129:2000/' },
    { case: 'the credentials of a container', url: 'http://169.254.170.2/v2/credentials' },
    { case: 'the environment', url: 'file:///proc/self/environ' },
    { case: 'the environment, by a host', url: 'file://localhost/proc/self/environ' },
  ])('F141: refuses what is local to a Lambda: $case', ({ url }) => {
    for (const allowHttp of [true, false]) expect(findUrlFault(url, { ...strict, allowHttp })).toBeDefined();
  });

  it.each([
    { case: 'a user', url: 'https://me@example.org/a.jpg', code: 'URL_BLOCKED' },
    { case: 'a user and a password', url: 'https://me:secret@example.org/a.jpg', code: 'URL_BLOCKED' },
    { case: 'nobody, and an @', url: 'https://@example.org/a.jpg', code: 'URL_BLOCKED' },
    { case: 'a host that looks like a user', url: 'https://example.org@127.0.0.1/a.jpg', code: 'URL_BLOCKED' },
    { case: 'another port', url: 'https://example.org:8443/a.jpg', code: 'URL_BLOCKED' },
    { case: 'the port of the other scheme', url: 'https://example.org:80/a.jpg', code: 'URL_BLOCKED' },
    { case: 'plain http', url: 'http://example.org/a.jpg', code: 'URL_BLOCKED' },
    { case: 'another scheme', url: 'ftp://example.org/a.jpg', code: 'URL_BLOCKED' },
    { case: 'a scheme of old', url: 'gopher://example.org/_GET', code: 'URL_BLOCKED' },
    { case: 'bytes in the address', url: 'data:image/png;base64,AAAA', code: 'SCHEMA' },
    { case: 'a script', url: 'javascript://example.org/%0aalert(1)', code: 'URL_BLOCKED' },
    { case: 'a part after #', url: 'https://example.org/a.jpg#b', code: 'SCHEMA' },
    { case: 'an empty part after #', url: 'https://example.org/a.jpg#', code: 'SCHEMA' },
    { case: 'a backslash', url: 'https://example.org\\@127.0.0.1/a.jpg', code: 'SCHEMA' },
    { case: 'backslashes for slashes', url: 'https:\\\\127.0.0.1/a.jpg', code: 'SCHEMA' },
    { case: 'no slashes', url: 'https:example.org/a.jpg', code: 'SCHEMA' },
    { case: 'too many slashes', url: 'https:///example.org/a.jpg', code: 'SCHEMA' },
    { case: 'a line break', url: 'https://example.org/\na.jpg', code: 'SCHEMA' },
    { case: 'a blank before it', url: ' https://example.org/a.jpg', code: 'SCHEMA' },
    { case: 'no scheme', url: '//example.org/a.jpg', code: 'SCHEMA' },
    { case: 'no host', url: 'https://', code: 'SCHEMA' },
    { case: 'nothing', url: '', code: 'SCHEMA' },
    { case: 'a port beyond all ports', url: 'https://example.org:99999/', code: 'SCHEMA' },
    { case: 'half of a surrogate pair', url: 'https://example.org/\ud800.jpg', code: 'SCHEMA' },
    { case: 'a zone', url: 'https://[fe80::1%25eth0]/a.jpg', code: 'SCHEMA' },
    { case: 'more than 2,048 characters', url: `https://example.org/${'a'.repeat(2_029)}`, code: 'SCHEMA' },
  ])('F139: refuses $case', ({ url, code }) => {
    expect(codeOf(url)).toBe(code);
  });

  it.each([
    'https://example.org/a.jpg',
    'https://example.org:443/a.jpg',
    'HTTPS://EXAMPLE.ORG/A.JPG',
    'https://bücher.example.org/ä.jpg?größe=2',
    'https://cdn.example.org/a@2x.jpg?sig=a%2Bb&to=a@b',
    'https://localhost.example.org/a.jpg',
    'https://1.1.1.1/a.jpg',
    'https://[2606:4700:4700::1111]/a.jpg',
    `https://example.org/${'a'.repeat(2_028)}`,
  ])('takes %s', (url) => {
    expect(findUrlFault(url, strict)).toBeUndefined();
  });

  it('takes plain http where the config says so', () => {
    expect(findUrlFault('http://example.org/a.jpg', { ...strict, allowHttp: true })).toBeUndefined();
  });

  it('takes the private hosts that the config names, on the port that it names', () => {
    const rules = { allowHttp: true, allowPrivateHosts: ['cms.internal', '127.0.0.1:8080'] };
    for (const url of ['https://cms.internal/a.jpg', 'http://127.0.0.1:8080/a.jpg']) {
      expect(findUrlFault(url, rules)).toBeUndefined();
    }
    for (const host of ['cms.internal:8080', '127.0.0.1', '127.0.0.1:8081', 'a.cms.internal', '127.1:8081']) {
      expect(codeOf(`http://${host}/a.jpg`, rules)).toBe('URL_BLOCKED');
    }
  });

  it('F131: takes no address of IPv4 but those that are public, however it is written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.constantFrom(...writings), (number, write) => {
        const hostname = new URL(`https://${write(number)}/`).hostname;
        expect(findUrlFault(`https://${write(number)}/`, strict) === undefined).toBe(isPublicAddress(hostname));
      }),
    );
  });

  it('gives a verdict on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        const code = codeOf(text) ?? 'none';
        expect(['none', 'SCHEMA', 'URL_BLOCKED']).toContain(code);
      }),
    );
  });
});

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001::200e'])('knows %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['fe80::1%eth0', '2606:4700::1111%eth0', 'example.org', '', '1.1.1', '08.8.8.8', '::ffff:8.8.8.8'])(
    'takes %s for none',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );
});
