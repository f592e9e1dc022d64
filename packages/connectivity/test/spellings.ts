/** Texts that a URL parser may read as an IPv4 address, or that carry one inside IPv6. */
export interface Spellings {
  /** Hosts that denote the address itself by the URL standard. */
  same: string[];
  /** IPv6 hosts that contain the address. */
  within6: string[];
}

/** Ways to write one number of an address. */
const NUMBERS: ((value: number) => string)[] = [
  (value) => value.toString(),
  (value) => `0${value.toString(8)}`,
  (value) => `0000${value.toString(8)}`,
  (value) => `0x${value.toString(16)}`,
  (value) => `0X${value.toString(16).toUpperCase()}`,
  (value) => `0x0000${value.toString(16)}`,
];

const CHARACTERS: ((text: string) => string)[] = [
  (text) => text,
  (text) => `${text}.`,
  (text) => text.replaceAll(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`),
  (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (text) => text.replaceAll(/[1-9]/g, (digit) => String.fromCodePoint(0x2460 + Number(digit) - 1)),
  (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x1d7d8 + Number(digit))),
  (text) => text.replaceAll('.', '。'),
  (text) => text.replaceAll('.', '．'),
  (text) => text.replaceAll('.', '｡'),
  (text) => text.replaceAll('.', '%2e'),
  (text) => text.split('').join('\t'),
  (text) => text.split('').join('\u00ad'),
];

/** Every spelling of an address that the lists above produce. */
export function spellingsOf(address: string): Spellings {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const shapes = [
    [a, b, c, d],
    [a, b, c * 256 + d],
    [a, (b * 256 + c) * 256 + d],
    [((a * 256 + b) * 256 + c) * 256 + d],
  ];
  const sameBase = shapes.flatMap((numbers) => NUMBERS.map((write) => numbers.map(write).join('.')));
  const mixedBases = NUMBERS.flatMap((first) => NUMBERS.map((last) => [first(a), b, c, last(d)].join('.')));
  const disguised = shapes.flatMap((numbers) => CHARACTERS.map((write) => write(numbers.join('.'))));
  const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const within6 = [
    `::ffff:${address}`,
    `::ffff:${hex}`,
    `::FFFF:${hex.toUpperCase()}`,
    `0:0:0:0:0:ffff:${hex}`,
    `0000:0000:0000:0000:0000:ffff:${address}`,
    `::${address}`,
    `::${hex}`,
    `::ffff:0:${hex}`,
    `64:ff9b::${address}`,
    `64:ff9b::${hex}`,
    `64:ff9b:1::${hex}`,
    `2002:${hex}::`,
    `2001:0:${hex}::1`,
  ].map((host) => `[${host}]`);
  return { same: [...new Set([...sameBase, ...mixedBases, ...disguised])], within6 };
}

/** Ways to write a URL around a host, some of which obscure which part is the host. */
export const AROUND: ((host: string, port: number) => string)[] = [
  (host, port) => `http://${host}:${port}/`,
  (host, port) => `HTTPS://${host}:${port}/`,
  (host, port) => `http:\\\\${host}:${port}\\`,
  (host, port) => `http:${host}:${port}`,
  (host, port) => `http:////${host}:${port}/`,
  (host, port) => ` \n http://${host}:${port}/`,
  (host, port) => `ht\ntp://${host}:${port}/`,
  (host, port) => `http://${host}:0000${port}/`,
  (host, port) => `http://${host}:${port}#@provider.example/`,
  (host, port) => `http://${host}:${port}\\@provider.example/`,
  (host, port) => `http://provider.example@${host}:${port}/`,
  (host, port) => `http://provider.example:80@${host}:${port}/`,
  (host, port) => `http://provider.example%00@${host}:${port}/`,
  (host, port) => `http://${host}:${port}?provider.example`,
];
