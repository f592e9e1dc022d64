import { UsageError } from '../usage-error.ts';

/** The largest file that is read, in bytes. The server takes 1 MiB for each of its documents. */
export const MOST_INPUT = 4 * 1024 * 1024;

/** The longest key, in bytes: the server takes no longer header. */
export const MOST_KEY = 32 * 1024;

/**
 * Reads bytes to their end as UTF-8, without a byte order mark. Other bytes are refused: U+FFFD in their place would
 * change a secret. @param what the source, as the message names it. @throws UsageError.
 */
export async function readText(
  source: AsyncIterable<Uint8Array>,
  what: string,
  most: number = MOST_INPUT,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > most) throw new UsageError(`${what} is longer than the ${most} bytes that are read.`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError(
      `${what} is not UTF-8.`,
      'Save the text as UTF-8, and encode other content, as base64 for example.',
    );
  }
}
