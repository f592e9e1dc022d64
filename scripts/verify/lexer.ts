/** A token of TypeScript or JavaScript. A template is one token, with everything that stands in it. */
export interface Token {
  kind: 'comment' | 'string' | 'regex' | 'word' | 'mark';
  start: number;
  text: string;
}

const PATTERNS: readonly { kind: Token['kind']; pattern: RegExp }[] = [
  { kind: 'comment', pattern: /\/\/[^\n]*|\/\*[\s\S]*?\*\//y },
  { kind: 'string', pattern: /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y },
  { kind: 'word', pattern: /[\p{L}\p{N}_$#]+/uy },
];
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const BEFORE_OPERAND = /^(?:return|typeof|case|in|of|delete|void|throw|new|await|yield|else|do|default)$/;

/** Splits source text into tokens. JSX is not understood. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const token = /\s/.test(text.charAt(at)) ? null : tokenAt(text, at, tokens);
    if (token) tokens.push(token);
    at += token?.text.length ?? 1;
  }
  return tokens;
}

function tokenAt(text: string, start: number, before: readonly Token[]): Token {
  for (const { kind, pattern } of PATTERNS) {
    const found = matchAt(pattern, text, start);
    if (found !== null) return { kind, start, text: found };
  }
  if (text[start] === '`')
    return { kind: 'string', start, text: text.slice(start, endOfTemplate(text, start)) };
  const regex = text[start] === '/' && isOperandNext(before) ? matchAt(REGEX, text, start) : null;
  if (regex !== null) return { kind: 'regex', start, text: regex };
  return { kind: 'mark', start, text: text.charAt(start) };
}

function matchAt(pattern: RegExp, text: string, start: number): string | null {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? null;
}

/** True when a slash after these tokens begins a regular expression and does not divide. */
function isOperandNext(before: readonly Token[]): boolean {
  const last = before.findLast(({ kind }) => kind !== 'comment');
  if (!last) return true;
  if (last.kind === 'word') return BEFORE_OPERAND.test(last.text);
  return last.kind === 'mark' && !/[)\]}]/.test(last.text);
}

/** Returns the index after the closing backtick. The code in `${…}` may hold further templates. */
function endOfTemplate(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '`') {
    if (text.startsWith('${', at)) at = endOfCode(text, at + 2);
    else at += text[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}

/** Returns the index after the brace that closes the code of a template. */
function endOfCode(text: string, start: number): number {
  const tokens: Token[] = [];
  let depth = 1;
  let at = start;
  while (at < text.length && depth > 0) {
    const token = /\s/.test(text.charAt(at)) ? null : tokenAt(text, at, tokens);
    if (token) tokens.push(token);
    if (token?.kind === 'mark' && token.text === '{') depth++;
    if (token?.kind === 'mark' && token.text === '}') depth--;
    at += token?.text.length ?? 1;
  }
  return at;
}
