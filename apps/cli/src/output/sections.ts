export type Row = [left: string, right: string];

/** The widest left column. */
export const WIDEST = 44;

/** Prints titled lists of two columns, wrapped to a terminal's width; null for no width. */
export function sections(width: number | null, parts: [title: string, rows: Row[]][]): string {
  const texts = parts.map(([title, rows]) => {
    const before = title === '' ? '' : '  ';
    const column = Math.min(WIDEST, Math.max(0, ...rows.map(([left]) => left.length)));
    const room = (width ?? Number.POSITIVE_INFINITY) - before.length - column - 2;
    const lines = rows.flatMap(([left, right]) => {
      if (right === '') return [left];
      const [first = '', ...more] = wrap(right, room);
      return [
        ...(left.length > column
          ? [left, `${' '.repeat(column)}  ${first}`]
          : [`${left.padEnd(column)}  ${first}`]),
        ...more.map((line) => `${' '.repeat(column)}  ${line}`),
      ];
    });
    return [...(title === '' ? [] : [`${title}:`]), ...lines.map((line) => `${before}${line}`)].join('\n');
  });
  return `${texts.join('\n\n')}\n`;
}

/** The narrowest room in which text is wrapped; in less the terminal breaks the lines. */
const NARROWEST = 20;

function wrap(text: string, room: number): string[] {
  if (room < NARROWEST) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
