const MINUTE_MS = 60_000;

/** Writes a time as `datetime-local` inputs take it, in the zone of the reader; empty for none. */
export function localOf(at: string | null | undefined): string {
  if (!at) return '';
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}

/** Reads the time of a `datetime-local` input; null for none. */
export const instantOf = (local: string): string | null =>
  local === '' ? null : new Date(local).toISOString();
