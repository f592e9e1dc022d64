import type { Io, Output } from '../io.ts';

const BOLD = '\u001b[1m';
const RED = '\u001b[31m';
const PLAIN = '\u001b[0m';

/** Makes the styles of an output: colours on a terminal, unless NO_COLOR is set (no-color.org). */
export function styleOf(output: Output, { env }: Pick<Io, 'env'>) {
  const isPlain = !output.isTTY || Boolean(env.NO_COLOR);
  const wrap = (code: string) => (text: string) => (isPlain ? text : `${code}${text}${PLAIN}`);
  return { bold: wrap(BOLD), red: wrap(RED) };
}
