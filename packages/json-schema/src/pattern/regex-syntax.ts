import { ownValue } from '../json/object.ts';

/**
 * The part of ECMAScript's regular expressions that a linear engine can evaluate, as a tree. Groups are dropped,
 * because callers need no captures, only a match.
 */
export type RegexNode =
  /** Exactly one code point; `re2` is a literal or class in RE2's syntax. */
  | { readonly kind: 'one'; readonly re2: string }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly node: RegexNode };

/** Thrown for a pattern that no linear engine can run (a back-reference) or that has no translation here. */
export class UnsupportedRegex extends Error {}

// ECMA-262 WhiteSpace and LineTerminator; RE2's \s is ASCII only.
const SPACE =
  '\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NOT_SPACE =
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}' +
  '\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}';
const ANY = '\\x{0}-\\x{10ffff}';
const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/** An item of a class: one code point, which may begin or end a range, or a set, which cannot. */
type Item = { readonly code: number } | { readonly set: string };

/**
 * Parses a pattern that `new RegExp(source, unicode ? 'u' : '')` has already accepted. Without `unicode` the looser web
 * syntax (Annex B) is read, but text is still taken by code point: a surrogate pair is one character.
 *
 * @throws UnsupportedRegex
 */
export function parseRegex(source: string, unicode: boolean): RegexNode {
  return new RegexParser(source, unicode).parse();
}

class RegexParser {
  readonly #source: string;
  readonly #unicode: boolean;
  #at = 0;

  constructor(source: string, unicode: boolean) {
    this.#source = source;
    this.#unicode = unicode;
  }

  parse(): RegexNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw new UnsupportedRegex('it has an unexpected ")"');
    return node;
  }

  #take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source);
    if (found !== null) this.#at = expression.lastIndex;
    return found;
  }

  #eat(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): RegexNode {
    const nodes = [this.#sequence()];
    while (this.#eat('|')) nodes.push(this.#sequence());
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'choice', nodes };
  }

  #sequence(): RegexNode {
    const nodes: RegexNode[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] as string)) {
      nodes.push(this.#repeated(this.#term()));
    }
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'sequence', nodes };
  }

  /** Greedy and lazy repetition match the same texts. */
  #repeated(node: RegexNode): RegexNode {
    const found = this.#take(/([*+?]|\{(\d+)(,(\d*))?\})\??/y);
    if (found === null) return node;
    const [, sign, low, comma, high] = found;
    if (sign === '*') return { kind: 'repeat', node, min: 0, max: Number.POSITIVE_INFINITY };
    if (sign === '+') return { kind: 'repeat', node, min: 1, max: Number.POSITIVE_INFINITY };
    if (sign === '?') return { kind: 'repeat', node, min: 0, max: 1 };
    const min = Number(low);
    const max = comma === undefined ? min : high === '' ? Number.POSITIVE_INFINITY : Number(high);
    return { kind: 'repeat', node, min, max };
  }

  #term(): RegexNode {
    if (this.#eat('^')) return { kind: 'start' };
    if (this.#eat('$')) return { kind: 'end' };
    if (this.#eat('.')) return { kind: 'one', re2: '[^\\n\\r\\x{2028}\\x{2029}]' };
    if (this.#eat('[')) return this.#class();
    if (this.#eat('(')) return this.#group();
    if (this.#eat('\\b')) return { kind: 'boundary', negated: false };
    if (this.#eat('\\B')) return { kind: 'boundary', negated: true };
    const item = this.#item();
    return { kind: 'one', re2: 'code' in item ? literal(item.code) : `[${item.set}]` };
  }

  #group(): RegexNode {
    const opening = this.#take(/\?(?:(<?)([=!])|:|<[^>]*>)/y);
    if (opening === null && this.#source[this.#at] === '?') {
      throw new UnsupportedRegex('it changes flags inside the pattern');
    }
    const node = this.#choice();
    this.#eat(')');
    const [, behind, sign] = opening ?? [];
    if (sign === undefined) return node;
    return { kind: 'look', ahead: behind === '', negated: sign === '!', node };
  }

  #class(): RegexNode {
    const negated = this.#eat('^');
    let items = '';
    while (!this.#eat(']')) {
      const first = this.#classItem();
      const rangeFollows = this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']';
      if ('code' in first && rangeFollows) {
        this.#at += 1;
        const last = this.#classItem();
        if ('code' in last) {
          items += `${literal(first.code)}-${literal(last.code)}`;
        } else {
          items += `${literal(first.code)}\\-${last.set}`;
        }
      } else {
        items += 'code' in first ? literal(first.code) : first.set;
      }
    }
    if (items === '') return { kind: 'one', re2: negated ? `[${ANY}]` : `[^${ANY}]` };
    return { kind: 'one', re2: `[${negated ? '^' : ''}${items}]` };
  }

  #classItem(): Item {
    if (this.#eat('\\b')) return { code: 8 };
    return this.#item();
  }

  #item(): Item {
    if (!this.#eat('\\')) return { code: this.#codePoint() };
    const set = this.#take(/[dDwW]/y);
    if (set !== null) return { set: `\\${set[0]}` };
    if (this.#eat('s')) return { set: SPACE };
    if (this.#eat('S')) return { set: NOT_SPACE };
    if (this.#unicode) {
      const property = this.#take(/([pP])\{([^}]*)\}/y);
      if (property !== null) return { set: unicodeProperty(property[1] as string, property[2] as string) };
    }
    return { code: this.#escapedCode() };
  }

  #escapedCode(): number {
    if (this.#take(/0(?!\d)/y) !== null) return 0;
    if (this.#take(/[0-9k]/y) !== null) throw new UnsupportedRegex('it refers back to a group');
    const control = this.#take(/[tnvfr]/y);
    if (control !== null) return CONTROL[control[0]] as number;
    const letter = this.#take(/c([A-Za-z])/y);
    if (letter !== null) return (letter[1] as string).charCodeAt(0) % 32;
    if (this.#source[this.#at] === 'c') throw new UnsupportedRegex('it has a stray control escape');
    const pair = this.#take(/u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/y);
    if (pair !== null) {
      const [high, low] = [Number.parseInt(pair[1] as string, 16), Number.parseInt(pair[2] as string, 16)];
      return (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
    }
    const hex = this.#take(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})/y);
    if (hex !== null) return Number.parseInt((hex[1] ?? hex[2]) as string, 16);
    const braced = this.#unicode ? this.#take(/u\{([0-9a-fA-F]+)\}/y) : null;
    if (braced !== null) return Number.parseInt(braced[1] as string, 16);
    return this.#codePoint();
  }

  #codePoint(): number {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) throw new UnsupportedRegex('it ends too early');
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }
}

function literal(code: number): string {
  return `\\x{${code.toString(16)}}`;
}

/** The long names of the general categories of Unicode. RE2 knows the short ones. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Letter: 'L',
  Cased_Letter: 'LC',
  Uppercase_Letter: 'Lu',
  Lowercase_Letter: 'Ll',
  Titlecase_Letter: 'Lt',
  Modifier_Letter: 'Lm',
  Other_Letter: 'Lo',
  Mark: 'M',
  Combining_Mark: 'M',
  Nonspacing_Mark: 'Mn',
  Spacing_Mark: 'Mc',
  Enclosing_Mark: 'Me',
  Number: 'N',
  Decimal_Number: 'Nd',
  digit: 'Nd',
  Letter_Number: 'Nl',
  Other_Number: 'No',
  Punctuation: 'P',
  punct: 'P',
  Connector_Punctuation: 'Pc',
  Dash_Punctuation: 'Pd',
  Open_Punctuation: 'Ps',
  Close_Punctuation: 'Pe',
  Initial_Punctuation: 'Pi',
  Final_Punctuation: 'Pf',
  Other_Punctuation: 'Po',
  Symbol: 'S',
  Math_Symbol: 'Sm',
  Currency_Symbol: 'Sc',
  Modifier_Symbol: 'Sk',
  Other_Symbol: 'So',
  Separator: 'Z',
  Space_Separator: 'Zs',
  Line_Separator: 'Zl',
  Paragraph_Separator: 'Zp',
  Other: 'C',
  Control: 'Cc',
  cntrl: 'Cc',
  Format: 'Cf',
  Surrogate: 'Cs',
  Private_Use: 'Co',
  Unassigned: 'Cn',
};

/** RE2 names categories and scripts without a prefix: `\p{Script=Greek}` is `\p{Greek}` there. */
function unicodeProperty(letter: string, body: string): string {
  const [, name, value = body] = /^(?:([^=]+)=)?(.*)$/.exec(body) ?? [];
  if (name === undefined && value === 'Any' && letter === 'p') return ANY;
  if (name === undefined || /^(?:sc|Script|gc|General_Category)$/.test(name)) {
    const isScript = name !== undefined && /^s/i.test(name);
    const short = isScript || value === undefined ? undefined : ownValue(CATEGORIES, value);
    return `\\${letter}{${short ?? value}}`;
  }
  throw new UnsupportedRegex(`it uses the Unicode property ${name}`);
}
