/**
 * Texts that stand for what JSON.stringify cannot write, or what would make a counterexample unreadable. They are
 * replaced when a body is written.
 */
export const raw = (json: string): string => `#raw:${json}#`;
/** So many empty arrays inside each other. */
export const deep = (levels: number): string => `#deep:${levels}#`;
/** A text of so many bytes; it may stand within another text. */
export const long = (bytes: number): string => `#long:${bytes}#`;

/** A text with long ones in it as long as they are. */
export const expanded = (text: string): string =>
  text.replaceAll(/#long:(\d+)#/g, (_, bytes) => 'x'.repeat(Number(bytes)));

/** A value as the text of a JSON document. */
export const encode = (value: unknown): string =>
  expanded(
    (JSON.stringify(value) ?? 'null')
      .replaceAll(/"#raw:((?:[^#"\\]|\\.)*)#"/g, (_, json) => JSON.parse(`"${json}"`))
      .replaceAll(/"#deep:(\d+)#"/g, (_, levels) => '['.repeat(Number(levels)) + ']'.repeat(Number(levels))),
  );

/** What is done to the bytes of a body before they are sent. */
export const forms = {
  plain: (text: string): Buffer => Buffer.from(text),
  bom: (text: string): Buffer => Buffer.from(`\ufeff${text}`),
  padded: (text: string): Buffer => Buffer.from(`\r\n\t ${text}\n`),
  /** The first member twice; the last one counts. */
  duplicated: (text: string): Buffer => Buffer.from(text.replace(/^\{("(?:[^"\\]|\\.)*"):/, '{$1:null,$1:')),
  truncated: (text: string): Buffer => Buffer.from(text.slice(0, Math.floor(text.length / 2))),
  empty: (): Buffer => Buffer.alloc(0),
  /** A surrogate as UTF-8 would write it, which UTF-8 forbids. */
  surrogate: (text: string): Buffer => withBytes(text, [0xed, 0xa0, 0x80]),
  overlong: (text: string): Buffer => withBytes(text, [0xc0, 0x80]),
  utf16: (text: string): Buffer => Buffer.from(text, 'utf16le'),
  trailing: (text: string): Buffer => Buffer.from(`${text}{}`),
  form: (): Buffer => Buffer.from('name=x&value%5Bapi_key%5D=y'),
  multipart: (): Buffer =>
    Buffer.from('--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--x--\r\n'),
} as const satisfies Record<string, (text: string) => Buffer>;

export type Form = keyof typeof forms;

/** The bytes behind the first quotation mark, or in front of everything. */
function withBytes(text: string, bytes: number[]): Buffer {
  const at = text.indexOf('"') + 1;
  return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from(bytes), Buffer.from(text.slice(at))]);
}

/** What a server that keeps to RFC 8259 reads; undefined when it is not JSON. */
export function decode(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
