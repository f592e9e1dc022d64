/** A private copy of a JSON value, a tree without shared nodes; `undefined` for what is not JSON or nests too deep. */
export function jsonCopy(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null');
  } catch {
    return undefined;
  }
}
