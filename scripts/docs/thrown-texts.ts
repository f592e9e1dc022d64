/** A message and the hint behind it, as the source of a program has them. Places are in braces. */
export interface ThrownText {
  message: string;
  hint?: string;
}

/**
 * Lists the texts with which a source makes errors of a class: the literals of the argument `at`, and those of the next
 * one as its hints. An expression in a template becomes a place with the last name in it: `{file}`.
 */
export function thrownTexts(source: string, className: string, at: number): ThrownText[] {
  const found: ThrownText[] = [];
  const start = `new ${className}(`;
  for (let from = source.indexOf(start); from !== -1; from = source.indexOf(start, from + 1)) {
    const [message = '', hint = ''] = argumentsFrom(source, from + start.length).slice(at);
    const [first] = literalsIn(hint);
    for (const text of literalsIn(message)) {
      found.push(first === undefined ? { message: text } : { message: text, hint: first });
    }
  }
  return found;
}

/** Splits the arguments of a call at the commas that stand in no bracket and no text. */
function argumentsFrom(source: string, start: number): string[] {
  const found = [''];
  let depth = 0;
  for (let index = start; index < source.length; index++) {
    const sign = source.charAt(index);
    const end = /['"`]/.test(sign) ? endOfText(source, index) : index;
    const part = source.slice(index, end + 1);
    index = end;
    if ('([{'.includes(part)) depth++;
    if (')]}'.includes(part) && depth-- === 0) break;
    if (part === ',' && depth === 0) found.push('');
    else found[found.length - 1] += part;
  }
  return found;
}

/** Finds the quote at the end of a text. A template may hold expressions with texts of their own. */
function endOfText(source: string, start: number): number {
  const quote = source.charAt(start);
  for (let index = start + 1; index < source.length; index++) {
    if (source.charAt(index) === '\\') index++;
    else if (source.charAt(index) === quote) return index;
    else if (quote === '`' && source.startsWith('${', index)) index = endOfExpression(source, index + 2);
  }
  return source.length;
}

function endOfExpression(source: string, start: number): number {
  for (let index = start, depth = 0; index < source.length; index++) {
    const sign = source.charAt(index);
    if (/['"`]/.test(sign)) index = endOfText(source, index);
    else if (sign === '{') depth++;
    else if (sign === '}' && depth-- === 0) return index;
  }
  return source.length;
}

/** Lists the texts of an expression, such as both sides of a choice. */
function literalsIn(expression: string): string[] {
  const found: string[] = [];
  for (let index = 0; index < expression.length; index++) {
    if (!/['"`]/.test(expression.charAt(index))) continue;
    const end = endOfText(expression, index);
    const text = placesIn(expression.slice(index + 1, end));
    if (text.includes(' ')) found.push(text);
    index = end;
  }
  return found;
}

/** Puts a place with a name for each expression of a template. */
function placesIn(text: string): string {
  let told = '';
  for (let index = 0; index < text.length; index++) {
    if (text.startsWith('${', index)) {
      const end = endOfExpression(text, index + 2);
      const names =
        text
          .slice(index + 2, end)
          .replaceAll(/['"`][^'"`]*['"`]/g, '')
          .match(/[A-Za-z]\w*/g) ?? [];
      told += `{${names.filter((name) => !/^(?:join|slice|length|printable|String)$/.test(name)).at(-1) ?? 'text'}}`;
      index = end;
    } else {
      if (text.charAt(index) === '\\') index++;
      told += text.charAt(index);
    }
  }
  return told;
}
