/** Copies a JSON value into a tree without shared nodes; `undefined` for other values and for too deep ones. */
export function jsonCopy(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null');
  } catch {
    return undefined;
  }
}
