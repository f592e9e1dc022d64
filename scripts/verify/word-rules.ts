import { withoutCode } from './document-rules.ts';
import { isGenerated } from './file-rules.ts';
import { type Token, tokensOf } from './lexer.ts';
import { lineAt, type SourceFile, type Violation } from './source-files.ts';

const MOST_CHARACTERS = 120;
const CODE = /\.(?:[cm]?[jt]s|tsx)$/;
const CLAUSE = 'What|Who|Whose|Whether|Where|Whatever|Whoever|Whichever';
const SENTENCE = new RegExp(`(?:^|[.!?]["')\\]]*[ \\n])\\s*(?:- )?(?<first>${CLAUSE})\\b`, 'gm');
const NAME = new RegExp(`^(?<first>${CLAUSE})\\b`, 'i');

/** Reports comments, test names and documents that name a thing by a clause, and comment lines that are too long. */
export function checkWords(files: readonly SourceFile[], documents: readonly SourceFile[]): Violation[] {
  return [
    ...files.filter(({ path }) => CODE.test(path) && !isGenerated(path)).flatMap(checkFile),
    ...documents.flatMap(({ path, text }) => {
      const prose = withoutCode(text);
      return clausesIn({ start: 0, text: prose }).map((clause) => clauseAt(path, prose, clause));
    }),
  ];
}

/** The spelling of names, in prose: not in a path, a member or a longer name. */
const NAME_IN_PROSE = /(?<![\w/.:@"-])[Cc]atalogs?(?![\w/:("-]|\.\w)/g;
/** The texts of the Flowker face are those of its contract. */
const CONTRACT = /\/flowker\//;
const CODE_SPAN = /`[^`\n]*`/g;
const SUBSTITUTION = /\$\{[^{}]*\}/g;
const LINK_TARGET = /\]\([^)\n]*\)/g;

/** Reports comments, texts and documents that spell "catalogue" as names do. */
export function checkSpelling(files: readonly SourceFile[], documents: readonly SourceFile[]): Violation[] {
  const code = files
    .filter(({ path }) => CODE.test(path) && !isGenerated(path))
    .flatMap(({ path, text }) =>
      tokensOf(text)
        .filter((token) => isProse(token) && (token.kind === 'comment' || !CONTRACT.test(path)))
        .flatMap((token) => misspelt(path, text, token)),
    );
  const prose = documents.flatMap(({ path, text }) =>
    misspelt(path, text, { start: 0, text: withoutCode(text) }),
  );
  return [...code, ...prose];
}

const isProse = ({ kind, text }: Token): boolean =>
  kind === 'comment' || (kind === 'string' && text.includes(' '));

function misspelt(path: string, whole: string, { start, text }: Pick<Token, 'start' | 'text'>): Violation[] {
  const hidden = [CODE_SPAN, SUBSTITUTION, LINK_TARGET];
  const isTemplate = text.startsWith('`');
  const seen = hidden
    .slice(isTemplate ? 1 : 0)
    .reduce((prose, pattern) => prose.replace(pattern, (code) => ' '.repeat(code.length)), text);
  const first = lineAt(whole, start);
  return [...seen.matchAll(NAME_IN_PROSE)].map(({ index, 0: found }) => ({
    path,
    line: first + lineAt(seen, index) - 1,
    rule: 'spelling',
    message: `spells "${found}"; prose has "catalogue", names have "catalog"`,
  }));
}

function checkFile({ path, text }: SourceFile): Violation[] {
  const tokens = tokensOf(text);
  const comments = tokens.filter(({ kind }) => kind === 'comment');
  const clauses = [...comments.flatMap(clausesIn), ...testNames(tokens).flatMap(clauseOf)];
  return [
    ...clauses.map((clause) => clauseAt(path, text, clause)),
    ...comments.flatMap((comment) =>
      longLines(text, comment).map(({ line, length }) => ({
        path,
        line,
        rule: 'comment-length',
        message: `has ${length} characters; ${MOST_CHARACTERS} is the most`,
      })),
    ),
  ];
}

interface Clause {
  at: number;
  first: string;
}

const clauseAt = (path: string, text: string, { at, first }: Clause): Violation => ({
  path,
  line: lineAt(text, at),
  rule: 'words',
  message: `begins with "${first}"; begin with a verb or with the noun`,
});

/** Finds the sentences of a comment or a document that begin with a clause. */
function clausesIn({ start, text }: Pick<Token, 'start' | 'text'>): Clause[] {
  const delimiters = /^\/\*+|\*\/$|^[ \t]*(?:\*(?!\/)|\/\/)/gm;
  const prose = text.replace(delimiters, (delimiter) => ' '.repeat(delimiter.length));
  return [...prose.matchAll(SENTENCE)].map(({ index, 0: whole, groups: { first = '' } = {} }) => ({
    at: start + index + whole.length - first.length,
    first,
  }));
}

function clauseOf({ start, text }: Token): Clause[] {
  const first = NAME.exec(text.slice(1))?.groups?.first;
  return first === undefined ? [] : [{ at: start, first }];
}

function longLines(text: string, { start, text: comment }: Token): { line: number; length: number }[] {
  const first = lineAt(text, start);
  const begin = text.lastIndexOf('\n', start) + 1;
  const lines = text.slice(begin, start + comment.length).split('\n');
  return lines
    .map((line, index) => ({ line: first + index, length: line.length }))
    .filter(({ length }) => length > MOST_CHARACTERS);
}

const TAKES_ARGUMENTS = /^(?:each|for|skipIf|runIf)$/;

/** Returns the names of tests and suites: the first argument of `test(…)`, `describe.each(…)(…)` and so on. */
function testNames(all: readonly Token[]): Token[] {
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  return tokens.flatMap(({ kind, text }, index) => {
    const isCall = kind === 'word' && /^(?:test|it|describe)$/.test(text) && tokens[index - 1]?.text !== '.';
    const name = isCall ? nameAfter(tokens, index + 1) : undefined;
    return name?.kind === 'string' ? [name] : [];
  });
}

function nameAfter(tokens: readonly Token[], start: number): Token | undefined {
  let at = start;
  while (tokens[at]?.text === '.') {
    const modifier = tokens[at + 1]?.text ?? '';
    at += 2;
    if (TAKES_ARGUMENTS.test(modifier)) at = afterArguments(tokens, at);
  }
  return tokens[at]?.text === '(' ? tokens[at + 1] : undefined;
}

/** Returns the index after the type arguments and the arguments of a modifier, or after its template. */
function afterArguments(tokens: readonly Token[], start: number): number {
  let at = start;
  if (tokens[at]?.text === '<') while (at < tokens.length && tokens[at]?.text !== '(') at++;
  if (tokens[at]?.kind === 'string') return at + 1;
  let depth = 0;
  do {
    const { kind, text = '' } = tokens[at] ?? {};
    if (kind === 'mark' && /[([{]/.test(text)) depth++;
    if (kind === 'mark' && /[)\]}]/.test(text)) depth--;
    at++;
  } while (depth > 0 && at < tokens.length);
  return at;
}
