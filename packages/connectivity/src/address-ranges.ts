/** A range of addresses in CIDR form, its use, and the document that defines it. */
export interface AddressRange {
  cidr: `${string}/${number}`;
  use: string;
  source: string;
}

/**
 * The IPv4 addresses at which no provider can be: the IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its
 * updates), multicast, and one address that looks public and is not.
 */
export const SPECIAL_IPV4: readonly AddressRange[] = [
  { cidr: '0.0.0.0/8', use: 'this network', source: 'RFC 791' },
  { cidr: '10.0.0.0/8', use: 'private', source: 'RFC 1918' },
  { cidr: '100.64.0.0/10', use: 'carrier-grade NAT', source: 'RFC 6598' },
  { cidr: '127.0.0.0/8', use: 'loopback', source: 'RFC 1122' },
  { cidr: '168.63.129.16/32', use: 'Azure host of a virtual machine', source: 'Azure virtual networks' },
  { cidr: '169.254.0.0/16', use: 'link-local, and the metadata of clouds', source: 'RFC 3927' },
  { cidr: '172.16.0.0/12', use: 'private', source: 'RFC 1918' },
  { cidr: '192.0.0.0/24', use: 'protocol assignments', source: 'RFC 6890' },
  { cidr: '192.0.2.0/24', use: 'documentation', source: 'RFC 5737' },
  { cidr: '192.31.196.0/24', use: 'AS112', source: 'RFC 7535' },
  { cidr: '192.52.193.0/24', use: 'automatic multicast tunnels', source: 'RFC 7450' },
  { cidr: '192.88.99.0/24', use: '6to4 relays, deprecated', source: 'RFC 7526' },
  { cidr: '192.168.0.0/16', use: 'private', source: 'RFC 1918' },
  { cidr: '192.175.48.0/24', use: 'AS112', source: 'RFC 7534' },
  { cidr: '198.18.0.0/15', use: 'benchmarks', source: 'RFC 2544' },
  { cidr: '198.51.100.0/24', use: 'documentation', source: 'RFC 5737' },
  { cidr: '203.0.113.0/24', use: 'documentation', source: 'RFC 5737' },
  { cidr: '224.0.0.0/4', use: 'multicast', source: 'RFC 5771' },
  { cidr: '240.0.0.0/4', use: 'reserved, and the broadcast address', source: 'RFC 1112, RFC 919' },
];

/** The only IPv6 range allocated for the public internet. */
export const GLOBAL_IPV6: AddressRange = { cidr: '2000::/3', use: 'global unicast', source: 'RFC 4291' };

/**
 * IPv4 behind a translator (NAT64). A host in an IPv6-only network reaches every IPv4-only provider here, so the IPv4
 * address inside decides.
 */
export const TRANSLATED_IPV4: AddressRange = { cidr: '64:ff9b::/96', use: 'NAT64', source: 'RFC 6052' };

/**
 * The IPv6 addresses at which no provider can be: the IANA IPv6 Special-Purpose Address Registry (RFC 6890 and its
 * updates) except NAT64, multicast, and formerly assigned ranges. Ranges that hold an IPv4 address have no use on the
 * wire, or a deprecated one, and are refused whatever that address is.
 */
export const SPECIAL_IPV6: readonly AddressRange[] = [
  { cidr: '::/128', use: 'unspecified', source: 'RFC 4291' },
  { cidr: '::1/128', use: 'loopback', source: 'RFC 4291' },
  { cidr: '::/96', use: 'IPv4-compatible, deprecated', source: 'RFC 4291' },
  { cidr: '::ffff:0:0/96', use: 'IPv4-mapped', source: 'RFC 4291' },
  { cidr: '::ffff:0:0:0/96', use: 'IPv4-translated', source: 'RFC 2765' },
  { cidr: '64:ff9b:1::/48', use: 'NAT64 of a local network', source: 'RFC 8215' },
  { cidr: '100::/64', use: 'discard', source: 'RFC 6666' },
  { cidr: '100:0:0:1::/64', use: 'dummy prefix', source: 'RFC 9780' },
  { cidr: '2001::/23', use: 'protocol assignments, Teredo, ORCHID', source: 'RFC 2928, RFC 4380, RFC 7343' },
  { cidr: '2001:db8::/32', use: 'documentation', source: 'RFC 3849' },
  { cidr: '2002::/16', use: '6to4, deprecated', source: 'RFC 3056, RFC 7526' },
  { cidr: '2620:4f:8000::/48', use: 'AS112', source: 'RFC 7534' },
  { cidr: '3ffe::/16', use: '6bone, given back', source: 'RFC 3701' },
  { cidr: '3fff::/20', use: 'documentation', source: 'RFC 9637' },
  { cidr: '5f00::/16', use: 'segment routing', source: 'RFC 9602' },
  { cidr: 'fc00::/7', use: 'unique local', source: 'RFC 4193' },
  { cidr: 'fe80::/10', use: 'link-local', source: 'RFC 4291' },
  { cidr: 'fec0::/10', use: 'site-local, deprecated', source: 'RFC 3879' },
  { cidr: 'ff00::/8', use: 'multicast', source: 'RFC 4291' },
];
