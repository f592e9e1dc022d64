const LONGEST = 40;

/**
 * Returns the kind of a request: its operation, the names of its query parameters, and the members of its body with
 * their types.
 */
export function kindOf(operation: string, url: string, body: RequestInit['body']): string {
  const names = [...new URLSearchParams(url.split('?')[1] ?? '').keys()];
  const parameters = new Set(names.map((name) => name.replaceAll(/\[\d*\]/g, '[n]')));
  return JSON.stringify([operation, [...parameters], typeof body === 'string' && shapeOf(JSON.parse(body))]);
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))];
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
  }
  if (typeof value === 'string') return sizeOf(value);
  return typeof value === 'number' ? `${Math.sign(value)} ${Number.isInteger(value)}` : value;
}

const sizeOf = (text: string): string => (text === '' ? 'empty' : text.length > LONGEST ? 'long' : 'text');
