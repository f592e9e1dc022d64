import { describe, expect, test } from 'vitest';
import { tokensOf } from './lexer.ts';
import { checkSpelling, checkWords } from './word-rules.ts';

const problems = (text: string, path = 'packages/x/src/a.ts') =>
  checkWords([{ path, text }], []).map(
    ({ line, rule, message }) => `${line} ${rule} ${message.split(';')[0]}`,
  );

const begins = (line: number, word: string) => `${line} words begins with "${word}"`;

describe('comments', () => {
  test.each(['What', 'Who', 'Whose', 'Whether', 'Where', 'Whatever', 'Whoever'])(
    'may not begin with %s',
    (word) => {
      expect(problems(`/** ${word} it is. */`)).toEqual([begins(1, word)]);
      expect(problems(`const a = 1; // ${word} it is`)).toEqual([begins(1, word)]);
      expect(problems(`\n/*\n * ${word} it is.\n */`)).toEqual([begins(3, word)]);
    },
  );

  test('may not hold a sentence or a list item that begins so', () => {
    expect(problems('/** Makes it. Where it is not, fails. */')).toEqual([begins(1, 'Where')]);
    expect(problems('/**\n * Makes it.\n * What is made, stays.\n *\n * - Who asks\n */')).toEqual([
      begins(3, 'What'),
      begins(5, 'Who'),
    ]);
    expect(problems('// Makes it.\n// Whether it stays is open.')).toEqual([begins(2, 'Whether')]);
  });

  test('of pages follow the same rule, but not their blocks of code', () => {
    const text = '# A page\n\nIt is. What is made, stays.\n\n```sh\n# What it prints\n```\n- Whoever asks\n';
    const found = checkWords([], [{ path: 'docs/a.md', text }]);
    expect(found.map(({ line, rule }) => [line, rule])).toEqual([
      [3, 'words'],
      [8, 'words'],
    ]);
  });

  test('may hold the words in the middle of a sentence, in code and in other words', () => {
    expect(problems('/** Knows what it is and where. */')).toEqual([]);
    expect(problems('/** `Where` is a type. Whereas this is not. Wholly. */')).toEqual([]);
  });

  test('are found beside strings, templates and regular expressions', () => {
    const code = `const a = '/** What */' + \`// Who \${b('}')} /* Where */\` + /\\/\\* Whose [/*]/.source;`;
    expect(problems(`${code} // Whether`)).toEqual([begins(1, 'Whether')]);
    expect(problems('const a = b / 2; // What is halved / doubled')).toEqual([begins(1, 'What')]);
  });

  test('have at most 120 characters in a line', () => {
    const long = (length: number) => `// ${'x'.repeat(length - 3)}`;
    expect(problems(`${long(120)}\n  ${long(119)}\n${'x'.repeat(130)}`)).toEqual([
      '2 comment-length has 121 characters',
    ]);
    expect(problems(`/**\n * ${'x'.repeat(118)}\n */`)).toEqual(['2 comment-length has 121 characters']);
  });
});

describe('names of tests', () => {
  test.each([
    "test('what it is', () => {});",
    "describe('Where it is', () => {});",
    `it(\n  \`who \${asks}\`,\n);`,
    "test.each([1, 2])('whether %i is it', () => {});",
    "describe.skipIf(a(b))('whose it is', () => {});",
    "test.for<[number, string]>([[1, 'a']])('whatever it is', () => {});",
    "test.skip.each([['(', ')']])('what %s is', () => {});",
    `test.each\`a\n\${1}\`("where $a is");`,
  ])('may not begin with a clause: %s', (text) => {
    expect(problems(text)).toHaveLength(1);
  });

  test.each([
    "test('says what it is', () => {});",
    "test.each(['what'])('%s is it', () => {});",
    "pattern.test('what it is');",
    "const test = 'what it is';",
    "describe.each(['where'])(name);",
  ])('may hold the words elsewhere: %s', (text) => {
    expect(problems(text)).toEqual([]);
  });
});

test('generated files and other kinds of file are left alone', () => {
  expect(problems('/** What it is. */', 'packages/client/src/generated/types.ts')).toEqual([]);
  expect(problems('/* What it is. */', 'apps/x/a.css')).toEqual([]);
});

test('the tokens of a source join to the source without its white space', () => {
  const source = `const a = \`x\${\`y\${1}\`}\` + b["c"] / 2 / d; /* e */ // f\nreturn /g\\/[/]/u;`;
  const joined = tokensOf(source).map(({ text }) => text);
  expect(joined.join('').replaceAll(/\s/g, '')).toBe(source.replaceAll(/\s/g, ''));
  expect(joined).toEqual(expect.arrayContaining([`\`x\${\`y\${1}\`}\``, '/* e */', '// f', '/g\\/[/]/u']));
});

describe('prose has "catalogue", and names have "catalog"', () => {
  const name = 'catalog';
  const lines = (text: string, path = 'packages/x/src/a.ts') =>
    checkSpelling([{ path, text }], []).map(({ line }) => line);
  const linesOfDocument = (text: string) =>
    checkSpelling([], [{ path: 'docs/a.md', text }]).map(({ line }) => line);

  test('in comments', () => {
    expect(lines(`/**\n * Reads the ${name}.\n */\n// The C${name.slice(1)}s`)).toEqual([2, 4]);
    const names = [
      '`catalog`',
      'catalog/x',
      '/v1/catalog',
      'a.catalog',
      'pg_catalog',
      'catalog: y',
      '"catalog"',
    ];
    expect(lines(`// The catalogue, ${names.join(', ')}`)).toEqual([]);
  });

  test('in texts of more than one word, beside those of a contract', () => {
    const text = `const a = 'No ${name} here.';\nconst b = \`The \${x} ${name}\`;`;
    expect(lines(text)).toEqual([1, 2]);
    expect(lines(text, 'apps/api/src/dialects/flowker/errors.ts')).toEqual([]);
    expect(lines(`const a = '${name}'; import b from './${name}'; const c = \`a \${${name}.b} c\`;`)).toEqual(
      [],
    );
  });

  test('in documents, beside code and the targets of links', () => {
    expect(linesOfDocument(`# A\n\nThe ${name} is here.`)).toEqual([3]);
    expect(
      linesOfDocument(`[The catalogue](docs/${name}.md) in \`${name}\`.\n\`\`\`sh\nls ${name}\n\`\`\``),
    ).toEqual([]);
  });
});
