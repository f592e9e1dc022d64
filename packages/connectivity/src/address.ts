import { BlockList, isIP, isIPv4 } from 'node:net';
import {
  type AddressRange,
  GLOBAL_IPV6,
  SPECIAL_IPV4,
  SPECIAL_IPV6,
  TRANSLATED_IPV4,
} from './address-ranges.ts';

/**
 * Reports that an IP address, as text without brackets, is on the public internet. False for every special-purpose
 * range of both families, for unallocated IPv6, for an address with a zone, and for any other text.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special4.check(address, 'ipv4');
  if (isIP(address) === 0 || address.includes('%')) return false;
  return reachable6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}

const translated = SPECIAL_IPV4.map(({ cidr, ...range }): AddressRange => {
  const [network = '', prefix] = cidr.split('/');
  return { ...range, cidr: `64:ff9b::${network}/${96 + Number(prefix)}` };
});
// One list for each family, because a BlockList also checks IPv4 addresses against IPv6 ranges, as mapped ones.
const special4 = listOf(SPECIAL_IPV4);
const special6 = listOf([...SPECIAL_IPV6, ...translated]);
const reachable6 = listOf([GLOBAL_IPV6, TRANSLATED_IPV4]);

function listOf(ranges: readonly AddressRange[]): BlockList {
  const list = new BlockList();
  for (const { cidr } of ranges) {
    const [network = '', prefix] = cidr.split('/');
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
