import { describe, expect, test } from 'vitest';
import { checkLinks, checkReadme } from './document-rules.ts';

describe('the README', () => {
  const ofLines = (path: string, count: number) => [{ path, text: 'x\n'.repeat(count) }];

  test('has at most 170 lines', () => {
    expect(checkReadme(ofLines('README.md', 170))).toEqual([]);
    expect(checkReadme(ofLines('README.md', 171))).toMatchObject([{ rule: 'readme-length' }]);
  });

  test('is the only document with that limit', () => {
    expect(checkReadme(ofLines('docs/cli.md', 400))).toEqual([]);
  });
});

describe('links of documents', () => {
  const FILES = ['README.md', 'LICENSE', 'docs', 'docs/a.md', 'docs/b.md', 'docs/images/model.svg'];

  /** The problems of `docs/a.md` with this text, each with its line, in a repository with `FILES`. */
  function problems(text: string, other = ''): string[] {
    const documents = [
      { path: 'docs/a.md', text },
      { path: 'docs/b.md', text: other },
    ];
    return checkLinks(documents, (path) => FILES.includes(path)).map(
      ({ line, message }) => `${line}: ${message}`,
    );
  }

  test('lead to files and folders that exist, from the folder of the document or from the root', () => {
    const good = '[a](b.md) [b](../README.md) [c](/LICENSE) [d](../docs) ![e](images/model.svg "Model")';
    expect(problems(good)).toEqual([]);
    expect(problems('# A\n\n[a](b.md) and [c](c.md)')).toEqual(['3: c.md leads to no file']);
    expect(problems('[a](README.md)')).toEqual(['1: README.md leads to no file']);
  });

  test('do not lead out of the repository', () => {
    expect(problems('[a](../../LICENSE)')).toEqual(['1: ../../LICENSE leads out of the repository']);
  });

  test('lead to headings as GitHub names them', () => {
    const other =
      '# The `berth` command\n\n## Keys & roles: what, why?\n\n## Twice\n\n## Twice\n\n## [A](a.md)_b ##\n';
    const good = ['the-berth-command', 'keys--roles-what-why', 'twice', 'twice-1', 'a_b'];
    expect(problems(good.map((slug) => `[x](b.md#${slug})`).join('\n'), other)).toEqual([]);
    expect(problems('\n[x](b.md#twice-2)', other)).toEqual([
      '2: b.md#twice-2 leads to no heading of docs/b.md',
    ]);
  });

  test('lead to a heading of their own document, or to an explicit anchor', () => {
    expect(problems('# One\n\n<a id="two"></a>\n\n[x](#one) [y](#two)')).toEqual([]);
    expect(problems('[x](#three)')).toEqual(['1: #three leads to no heading of docs/a.md']);
  });

  test('are found as references and in HTML', () => {
    expect(problems('[x]: gone.md\n<img alt="y" src="gone.svg">')).toEqual([
      '1: gone.md leads to no file',
      '2: gone.svg leads to no file',
    ]);
  });

  test('are not followed to other hosts', () => {
    const text =
      '[a](https://example.com/x.md#y) [b](mailto:a@example.com) [c](//example.com) <https://x.test>';
    expect(problems(text)).toEqual([]);
  });

  test('are not looked for in code and comments, and a comment in code is no heading', () => {
    const code =
      '```sh\n# heading\n[a](gone.md)\n```\n\n`[b](gone.md)` ``[c](gone.md) ` ``\n<!-- [d](gone.md) -->\n';
    expect(problems(code)).toEqual([]);
    expect(problems(`${code}[e](gone.md) [f](#heading)`)).toEqual([
      '8: gone.md leads to no file',
      '8: #heading leads to no heading of docs/a.md',
    ]);
  });
});
