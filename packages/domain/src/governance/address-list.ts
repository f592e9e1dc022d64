import { BlockList, isIP, isIPv4 } from 'node:net';

const PREFIX = /^(0|[1-9]\d{0,2})$/;
const BITS = { ipv4: 32, ipv6: 128 } as const;
const MAPPED_BITS = 96;

/** `::ffff:0:0/96`: IPv4 addresses as an IPv6 socket shows them (RFC 4291 §2.5.5.2). */
const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', MAPPED_BITS, 'ipv6');

interface Block {
  address: string;
  prefix: number;
  family: keyof typeof BITS;
}

/** True for an IPv4 or IPv6 address, or a block of addresses in CIDR notation. */
export const isAddressBlock = (text: string): boolean => parseBlock(text) !== null;

/**
 * Builds the test that an address lies in one of the blocks. An IPv4-mapped address counts as its IPv4 address and lies
 * in no IPv6 block. A text that is no address lies in none.
 */
export function addressFilter(blocks: readonly string[]): (address: string | null) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const block of blocks.map(parseBlock)) {
    if (!block) continue;
    const { address, prefix, family } = block;
    const isMapped = family === 'ipv6' && prefix >= MAPPED_BITS && mapped.check(address, 'ipv6');
    lists[isMapped ? 'ipv4' : family].addSubnet(address, prefix, family);
  }
  return (text) => {
    const address = text?.replace(/%.*$/, '') ?? ''; // the zone of a link-local address
    if (isIPv4(address)) return lists.ipv4.check(address, 'ipv4');
    if (isIP(address) === 0) return false;
    return lists[mapped.check(address, 'ipv6') ? 'ipv4' : 'ipv6'].check(address, 'ipv6');
  };
}

/** True when each of the blocks lies in one of the outer ones. */
export const areWithin = (blocks: readonly string[], outer: readonly string[]): boolean =>
  blocks.every((block) => outer.some((one) => one === block || isWithin(parseBlock(block), parseBlock(one))));

const isWithin = (block: Block | null, outer: Block | null): boolean =>
  block !== null &&
  outer !== null &&
  bitsOf(outer) <= bitsOf(block) &&
  addressFilter([`${outer.address}/${outer.prefix}`])(block.address);

/** The number of fixed bits as an IPv6 address, with IPv4 as mapped addresses. */
const bitsOf = ({ family, prefix }: Block): number => (family === 'ipv4' ? MAPPED_BITS + prefix : prefix);

function parseBlock(text: string): Block | null {
  const [address = '', prefix, ...rest] = text.split('/');
  if (isIP(address) === 0 || address.includes('%') || rest.length > 0) return null;
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  if (prefix === undefined) return { address, prefix: BITS[family], family };
  return PREFIX.test(prefix) && Number(prefix) <= BITS[family]
    ? { address, prefix: Number(prefix), family }
    : null;
}
