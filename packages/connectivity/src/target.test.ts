import { describe, expect, test } from 'vitest';
import { readTarget } from './target.ts';

const read = (url: string, allowPrivate = false) => readTarget(url, { allowPrivate });
const reasonOf = (url: string, allowPrivate = false) => {
  const result = read(url, allowPrivate);
  return result.ok ? 'allowed' : result.reason;
};

describe('a URL is refused', () => {
  test.each([
    ['', 'bad_url'],
    ['provider.example', 'bad_url'],
    ['/v1/models', 'bad_url'],
    ['http://', 'bad_url'],
    ['https://./', 'bad_url'],
    ['https://provider..example/', 'bad_url'],
    ['https://.provider.example/', 'bad_url'],
    ['https://provider.example../', 'bad_url'],
    ['https://provider.example:65536/', 'bad_url'],
    ['https://[fe80::1%25eth0]/', 'bad_url'],
    ['https://999.1.1.1/', 'bad_url'],
    ['mailto:a@provider.example', 'bad_url'],
    ['file:///etc/passwd', 'bad_url'],
    ['data:text/plain,x', 'bad_url'],
    ['ftp://provider.example/', 'blocked_scheme'],
    ['gopher://provider.example:6379/_x', 'blocked_scheme'],
    ['file://provider.example/x', 'blocked_scheme'],
    ['ws://provider.example/', 'blocked_scheme'],
    ['https://user:secret@provider.example/', 'url_credentials'],
    ['https://user@provider.example/', 'url_credentials'],
    ['https://:secret@provider.example/', 'url_credentials'],
    ['https://provider.example:443@11.22.33.44/', 'url_credentials'],
  ])('%s: %s, in development too', (url, reason) => {
    expect([reasonOf(url), reasonOf(url, true)]).toEqual([reason, reason]);
  });

  test.each([0, 1, 21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 2049, 6000, 6667, 10080])(
    'at port %i, which belongs to another protocol',
    (port) => {
      expect(reasonOf(`https://provider.example:${port}/`)).toBe('blocked_port');
      expect(reasonOf(`https://provider.example:${port}/`, true)).toBe('blocked_port');
    },
  );

  test.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.b.localhost',
    'a.localhost.',
    'ⓛocalhost',
    '%6c%6f%63%61%6c%68%6f%73%74',
    'localhost.localdomain',
    'printer.local',
    'db.internal',
    'metadata.google.internal',
    'metadata.google.internal.',
    'METADATA.google.INTERNAL',
    'instance-data.ec2.internal',
    'kubernetes.default.svc.cluster.local',
    'router.home.arpa',
    'metadata',
    'intranet',
  ])('by its name, %s, unless private ones are allowed', (host) => {
    expect(reasonOf(`http://${host}/`)).toBe('blocked_name');
    expect(reasonOf(`http://${host}/`, true)).toBe('allowed');
  });
});

describe('a URL is allowed', () => {
  test.each([
    ['https://provider.example', 'provider.example', 443],
    ['http://provider.example', 'provider.example', 80],
    ['https://PROVIDER.example./v1?x=1#y', 'provider.example', 443],
    ['https://provider.example:8443/', 'provider.example', 8443],
    ['https://provider.example:65535/', 'provider.example', 65535],
    ['https://bücher.example/', 'xn--bcher-kva.example', 443],
    ['https://11.22.33.44./', '11.22.33.44', 443],
    ['https://[2606:2800:0::44]/', '2606:2800::44', 443],
    ['https://localhost.provider.example/', 'localhost.provider.example', 443],
    ['https://notlocalhost.example/', 'notlocalhost.example', 443],
    ['https://myinternal.example/', 'myinternal.example', 443],
  ])('%s is host %s, port %i', (url, host, port) => {
    expect(read(url)).toMatchObject({ ok: true, target: { host, port } });
  });

  test('and loses the trailing dot of its host and its fragment', () => {
    const result = read('https://provider.example./a?b=c#d');
    expect(result.ok && result.target.url.href).toBe('https://provider.example/a?b=c');
  });

  test('relative to the URL that redirected to it', () => {
    const to = (location: string) => {
      const result = readTarget(location, { allowPrivate: false }, 'https://provider.example/a/b');
      return result.ok ? result.target.url.href : result.reason;
    };
    expect(to('../c')).toBe('https://provider.example/c');
    expect(to('//other.example/c')).toBe('https://other.example/c');
    expect(to('//localhost/c')).toBe('blocked_name');
    expect(to('javascript:x')).toBe('bad_url');
    expect(to('http://user@provider.example')).toBe('url_credentials');
  });
});
