/**
 * Placeholders for JSON that JSON.stringify cannot write, or that would make a counterexample unreadable. `encode`
 * replaces them when it writes a body.
 */
export const raw = (json: string): string => `#raw:${json}#`;
/** A placeholder for this many nested empty arrays. */
export const deep = (levels: number): string => `#deep:${levels}#`;
/** A placeholder for a text of this many bytes; it may stand within another text. */
export const long = (bytes: number): string => `#long:${bytes}#`;

/** Replaces the placeholders of long texts. */
export const expanded = (text: string): string =>
  text.replaceAll(/#long:(\d+)#/g, (_, bytes) => 'x'.repeat(Number(bytes)));

/** Writes a value as JSON, with its placeholders replaced. */
export const encode = (value: unknown): string =>
  expanded(
    (JSON.stringify(value) ?? 'null')
      .replaceAll(/"#raw:((?:[^#"\\]|\\.)*)#"/g, (_, json) => JSON.parse(`"${json}"`))
      .replaceAll(/"#deep:(\d+)#"/g, (_, levels) => '['.repeat(Number(levels)) + ']'.repeat(Number(levels))),
  );

/** The ways to write the bytes of a body, right and wrong. */
export const forms = {
  plain: (text: string): Buffer => Buffer.from(text),
  bom: (text: string): Buffer => Buffer.from(`\ufeff${text}`),
  padded: (text: string): Buffer => Buffer.from(`\r\n\t ${text}\n`),
  /** Repeats the first member; the last one counts. */
  duplicated: (text: string): Buffer => Buffer.from(text.replace(/^\{("(?:[^"\\]|\\.)*"):/, '{$1:null,$1:')),
  truncated: (text: string): Buffer => Buffer.from(text.slice(0, Math.floor(text.length / 2))),
  empty: (): Buffer => Buffer.alloc(0),
  /** Inserts an encoded surrogate, which UTF-8 forbids. */
  surrogate: (text: string): Buffer => withBytes(text, [0xed, 0xa0, 0x80]),
  overlong: (text: string): Buffer => withBytes(text, [0xc0, 0x80]),
  utf16: (text: string): Buffer => Buffer.from(text, 'utf16le'),
  trailing: (text: string): Buffer => Buffer.from(`${text}{}`),
  form: (): Buffer => Buffer.from('name=x&value%5Bapi_key%5D=y'),
  multipart: (): Buffer =>
    Buffer.from('--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--x--\r\n'),
} as const satisfies Record<string, (text: string) => Buffer>;

export type Form = keyof typeof forms;

/** Inserts the bytes after the first quotation mark, or at the start. */
function withBytes(text: string, bytes: number[]): Buffer {
  const at = text.indexOf('"') + 1;
  return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from(bytes), Buffer.from(text.slice(at))]);
}

/** Reads the bytes as RFC 8259 demands; undefined when they are not JSON. */
export function decode(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
