import { Interrupted } from './io.ts';

const ENTER = ['\r', '\n'];
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ERASE = ['\u0008', '\u007f'];

/** Asks on a terminal without showing typed or pasted text. @throws Interrupted on Ctrl-C. */
export function askSecret(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  question: string,
): Promise<string> {
  output.write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.resume();
  return new Promise((resolve, reject) => {
    let text = '';
    const end = () => {
      input.off('data', read);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
    };
    const read = (chunk: string) => {
      for (const character of chunk) {
        if (character === CTRL_C) {
          end();
          reject(new Interrupted());
          return;
        }
        if (ENTER.includes(character) || character === CTRL_D) {
          end();
          resolve(text);
          return;
        }
        text = ERASE.includes(character) ? text.slice(0, -1) : text + character;
      }
    };
    input.on('data', read);
  });
}
