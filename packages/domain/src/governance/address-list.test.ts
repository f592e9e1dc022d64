import { describe, expect, test } from 'vitest';
import { addressFilter, areWithin, isAddressBlock } from './address-list.ts';

describe('isAddressBlock', () => {
  test.each([
    '10.0.0.1',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '10.1.2.3/32',
    '::1',
    '2001:db8::/32',
    '::/0',
    '2001:DB8::1/128',
    '::ffff:10.0.0.0/104',
  ])('accepts %s', (text) => {
    expect(isAddressBlock(text)).toBe(true);
  });

  test.each([
    '',
    ' 10.0.0.1',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '10.0.0.0/255.0.0.0',
    '::/129',
    'fe80::1%eth0',
    '[::1]',
    'localhost',
    '*',
  ])('refuses %j', (text) => {
    expect(isAddressBlock(text)).toBe(false);
    expect(addressFilter([text])('10.0.0.1')).toBe(false);
  });
});

describe('addressFilter', () => {
  const cases: [string, string, boolean][] = [
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.9.9.9/8', '10.0.0.1', true],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::FFFF:a01:203', true],
    ['10.0.0.0/8', '::ffff:11.1.2.3', false],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['::ffff:10.0.0.0/104', '::ffff:10.1.2.3', true],
    ['::ffff:10.0.0.0/104', '11.1.2.3', false],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:0db8:0::1', '2001:db8::1', true],
    ['::/0', '2001:db8::1', true],
    ['::/0', '10.0.0.1', false],
    ['::/0', '::ffff:10.0.0.1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
  ];

  test.each(cases)('of %s for %s: %s', (block, address, expected) => {
    expect(addressFilter([block])(address)).toBe(expected);
    expect(addressFilter(['192.0.2.7', block, '2001:db8:ffff::7'])(address)).toBe(expected);
  });

  test('refuses a text that is not an address', () => {
    const all = addressFilter(['0.0.0.0/0', '::/0']);
    for (const text of [null, '', 'unknown', '10.0.0.1:80', '[::1]', '_hidden', '10.0.0.1, 10.0.0.2']) {
      expect(all(text), String(text)).toBe(false);
    }
  });
});

describe('areWithin', () => {
  const cases: [string, string, boolean][] = [
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.0.0.0/8', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.0.0.0/7', false],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.1', '10.0.0.1/32', true],
    ['10.9.9.9/8', '10.0.0.1', true],
    ['10.0.0.0/8', '::ffff:10.1.0.0/112', true],
    ['::ffff:10.0.0.0/104', '10.1.0.0/16', true],
    ['::ffff:10.0.0.0/104', '10.0.0.0/7', false],
    ['10.0.0.0/8', '::ffff:0:0/95', false],
    ['::ffff:0:0/95', '::ffff:0:0/95', true],
    ['2001:db8::/32', '2001:DB8:1::/48', true],
    ['2001:db8::/32', '2001:db8::/31', false],
    ['::/0', '10.0.0.1', false],
    ['0.0.0.0/0', '2001:db8::1', false],
  ];

  test.each(cases)('with outer block %s and block %s: %s', (outer, block, expected) => {
    expect(areWithin([block], [outer])).toBe(expected);
    expect(areWithin([block], ['192.0.2.7', outer])).toBe(expected);
    expect(areWithin([block, '198.51.100.1'], [outer]), 'all of them').toBe(false);
  });
});
