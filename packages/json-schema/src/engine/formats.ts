import type { Format } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';

// Of the full set only `url` backtracks more than linearly (275 ms for 32,000 characters, measured). The two that
// compile the text or back up over it are kept short as well.
const LONGEST: Readonly<Record<string, number>> = { url: 4096, email: 4096, regex: 4096 };

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The asserted formats: those of ajv-formats in full mode (JSON Schema's own and OpenAPI's), with bounded length for
 * formats on which a hostile text takes long. `byte` applies to the whole text, not line by line.
 */
export const formats: Readonly<Record<string, Format>> = Object.fromEntries(
  Object.entries(fullFormats as Record<string, Format>).map(([name, format]) => [
    name,
    bounded(name, format),
  ]),
);

function bounded(name: string, format: Format): Format {
  if (name === 'byte') return (text: string) => text.length % 4 === 0 && BASE64.test(text);
  const longest = LONGEST[name];
  if (longest === undefined) return format;
  const accepts =
    format instanceof RegExp ? (text: string) => format.test(text) : (format as (text: string) => boolean);
  return (text: string) => text.length <= longest && accepts(text);
}
