import { describe, expect, test } from 'vitest';
import { isPublicAddress } from './address.ts';
import { SPECIAL_IPV4, SPECIAL_IPV6 } from './address-ranges.ts';

/** The first and the last address of each non-public range. */
const NOT_PUBLIC_4 = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['168.63.129.16', '168.63.129.16'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.31.196.0', '192.31.196.255'],
  ['192.52.193.0', '192.52.193.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['192.175.48.0', '192.175.48.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
] as const;

const NOT_PUBLIC_6 = [
  ['::', '::ffff:ffff'],
  ['::1', '::1'],
  ['::ffff:0:0', '::ffff:ffff:ffff'],
  ['::ffff:0:0:0', '::ffff:0:ffff:ffff'],
  ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['100::', '100::ffff:ffff:ffff:ffff'],
  ['100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
  ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
  ['3ffe::', '3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
] as const;

describe('isPublicAddress refuses', () => {
  test.each([...NOT_PUBLIC_4, ...NOT_PUBLIC_6])('%s to %s', (first, last) => {
    expect([first, last].filter(isPublicAddress)).toEqual([]);
  });

  test.each(NOT_PUBLIC_4)(
    '%s to %s inside IPv6: mapped, compatible, translated, NAT64, 6to4',
    (first, last) => {
      for (const address of [first, last]) {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const forms = [
          `::ffff:${address}`,
          `::FFFF:${hex}`,
          `0:0:0:0:0:ffff:${hex}`,
          `::${address}`,
          `::ffff:0:${hex}`,
          `64:ff9b::${address}`,
          `64:ff9b::${hex}`,
          `0064:ff9b:0:0:0:0:${hex}`,
          `2002:${hex}::1`,
        ];
        expect(forms.filter(isPublicAddress)).toEqual([]);
      }
    },
  );

  test('addresses that were never allocated', () => {
    const free = ['200::1', '400::1', '1000::1', '4000::1', '8000::1', 'c000::1', 'f000::1', 'fe00::1'];
    expect(free.filter(isPublicAddress)).toEqual([]);
  });

  test('an address with a zone, with brackets or in another malformed form', () => {
    const forms = [
      'fe80::1%eth0',
      '2606:2800::1%1',
      '[2606:2800::1]',
      '8.8.8',
      '134744072',
      '010.8.8.8',
      '',
      'x',
    ];
    expect(forms.filter(isPublicAddress)).toEqual([]);
  });
});

describe('isPublicAddress accepts', () => {
  test('the addresses next to the special ranges', () => {
    const beside = [
      '1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 168.63.129.15',
      '168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0',
      '192.31.195.255 192.31.197.0 192.52.192.255 192.52.194.0 192.88.98.255 192.88.100.0 192.167.255.255',
      '192.169.0.0 192.175.47.255 192.175.49.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0',
      '203.0.112.255 203.0.114.0 223.255.255.255 8.8.8.8',
      '2000::1 2001:200::1 2001:db7:ffff::1 2001:db9::1 2003::1 2606:4700::1111 2620:4f:7fff::1 2620:4f:8001::1',
      '3ffd:ffff::1 3fff:1000::1 64:ff9b::8.8.8.8 64:ff9b::808:808 64:ff9b::9.255.255.255 64:ff9b::11.0.0.0',
    ].flatMap((line) => line.split(' '));
    expect(beside.filter((address) => !isPublicAddress(address))).toEqual([]);
  });
});

test('the first address of every special range is tested here', () => {
  const tested = new Set<string>([...NOT_PUBLIC_4, ...NOT_PUBLIC_6].map(([first]) => first));
  const untested = [...SPECIAL_IPV4, ...SPECIAL_IPV6].filter(
    ({ cidr }) => !tested.has(cidr.split('/')[0] ?? ''),
  );
  expect(untested).toEqual([]);
});
