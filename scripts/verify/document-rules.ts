import { dirname, join, normalize } from 'node:path/posix';
import { lineAt, type SourceFile, type Violation } from './source-files.ts';

const README = 'README.md';
const MAX_README_LINES = 170;

/** Keeps the README short: details belong in docs/. */
export function checkReadme(documents: readonly SourceFile[]): Violation[] {
  return documents.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    if (path !== README || lines <= MAX_README_LINES) return [];
    return [{ path, rule: 'readme-length', message: `has ${lines} lines; ${MAX_README_LINES} is the most` }];
  });
}

/**
 * Checks every link of Markdown documents that leads to a file of the repository: the file must exist, and in a
 * document the heading of the fragment too. Links to other hosts are not followed.
 * @param exists tells whether a path from the root of the repository is a file or a folder
 */
export function checkLinks(documents: readonly SourceFile[], exists: (path: string) => boolean): Violation[] {
  const anchors = new Map(documents.map(({ path, text }) => [path, anchorsOf(text)]));
  return documents.flatMap(({ path, text }) =>
    linksOf(text).flatMap(({ target, line }) => {
      const message = problemOf(path, target, anchors, exists);
      return message === null ? [] : [{ path, line, rule: 'links', message }];
    }),
  );
}

function problemOf(
  path: string,
  target: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  exists: (path: string) => boolean,
): string | null {
  const [file = '', fragment] = target.split('#');
  const found = file === '' ? path : pathOf(path, file);
  if (found.startsWith('..')) return `${target} leads out of the repository`;
  if (!exists(found)) return `${target} leads to no file`;
  if (!fragment || (anchors.get(found)?.has(fragment) ?? true)) return null;
  return `${target} leads to no heading of ${found}`;
}

/** A target that begins with a slash starts at the root of the repository, as hosts of repositories read it. */
const pathOf = (from: string, file: string): string =>
  file.startsWith('/') ? normalize(file.slice(1)) : join(dirname(from), file);

interface Link {
  target: string;
  line: number;
}

/** `[text](target)`, `![text](target "title")`, `[label]: target`, and `href` and `src` of HTML. */
const LINK =
  /\]\(\s*<?(?<inline>[^\s()<>]+)>?(?:\s+"[^"]*")?\s*\)|^ {0,3}\[[^\]]+\]:\s*<?(?<reference>[^\s<>]+)>?|<[a-z]+\s[^<>]*?\b(?:href|src|srcset)="(?<html>[^"\s]+)"/gm;

/** A scheme (RFC 3986 §3.1), or the authority of another host. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

function linksOf(text: string): Link[] {
  const prose = withoutCode(text);
  return [...prose.matchAll(LINK)].flatMap(({ groups, index }) => {
    const target = groups?.inline ?? groups?.reference ?? groups?.html ?? '';
    return ELSEWHERE.test(target) ? [] : [{ target, line: lineAt(prose, index) }];
  });
}

const FENCE = /^[ \t]*(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^[ \t]*\1[`~]*[ \t]*$|[\s\S]*)/gm;
const SPAN = /(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g;
const COMMENT = /<!--[\s\S]*?-->/g;

/** The same number of lines without fenced blocks, comments and code spans. */
export const withoutCode = (text: string): string =>
  withoutFences(text).replaceAll(COMMENT, lineEnds).replaceAll(SPAN, '');

const withoutFences = (text: string): string => text.replaceAll(FENCE, lineEnds);

const lineEnds = (block: string): string => block.replaceAll(/[^\n]/g, '');

const HEADING = /^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$/gm;
const EXPLICIT = /<[a-z]+\s[^<>]*?\b(?:id|name)="([^"]+)"/g;

/** The fragments that lead into a document: those that GitHub gives to its headings, and explicit ones. */
function anchorsOf(text: string): Set<string> {
  const prose = withoutFences(text);
  const anchors = new Set([...prose.matchAll(EXPLICIT)].map(([, id = '']) => id));
  const times = new Map<string, number>();
  for (const [, heading = ''] of prose.matchAll(HEADING)) {
    const slug = slugOf(heading);
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}

/** Lower case without punctuation, with a hyphen for each space: the text of a link counts, its target does not. */
const slugOf = (heading: string): string =>
  heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
