/** A place in the write-ahead log of a cluster: the timeline, and the number of bytes before it. */
export interface Position {
  timeline: number;
  bytes: bigint;
}

const TEXT = /^([0-9A-F]{8})-([0-9A-F]{16})$/;

/** A position that no replica reaches, for a write whose own position could not be read. */
export const UNREACHED: Position = { timeline: 0xffff_ffff, bytes: 0xffff_ffff_ffff_ffffn };

/** Writes a position as callers get it: 8 and 16 hex digits with a hyphen between. */
export const positionText = ({ timeline, bytes }: Position): string =>
  `${hex(timeline, 8)}-${hex(bytes, 16)}`;

/** Reads a position that `positionText` wrote; null for any other text. */
export function readPosition(text: string): Position | null {
  const [, timeline, bytes] = TEXT.exec(text) ?? [];
  if (timeline === undefined || bytes === undefined) return null;
  return { timeline: Number.parseInt(timeline, 16), bytes: BigInt(`0x${bytes}`) };
}

/** Reads a `pg_lsn` as PostgreSQL writes it: `16/B374D848`. */
export function bytesOfLsn(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/**
 * Tells if a server that has replayed the log up to here has all that was committed before a position. A server of an
 * older timeline may hold what the newer one never had, however far it has come.
 */
export const covers = (replayed: Position, wanted: Position): boolean =>
  replayed.timeline >= wanted.timeline && replayed.bytes >= wanted.bytes;

const hex = (value: number | bigint, digits: number): string =>
  value.toString(16).toUpperCase().padStart(digits, '0');
