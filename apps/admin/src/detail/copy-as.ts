import { operations } from '@berth/client/operations';

/** A request in the words of each tool. The key stands for itself: no session or key goes into a text to copy. */
export interface Copies {
  curl: string;
  typescript: string;
  cli: string;
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const quoted = (text: string): string =>
  /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Writes the call of an operation on a row for `curl`, for the TypeScript client, and for the `berth` command. */
export function copiesOf(operationId: string, id: string, origin: string): Copies | null {
  const operation = operations.find((one) => one.id === operationId);
  if (!operation) return null;
  const url = `${origin}${operation.path.replace('{id}', encodeURIComponent(id))}`;
  const method = operation.method === 'GET' ? '' : ` -X ${operation.method}`;
  return {
    curl: `curl${method} -H "Authorization: Bearer $BERTH_KEY" ${quoted(url)}`,
    typescript: `const row = await berth.${operationId}(${JSON.stringify(id)});`,
    cli: `berth ${operationId.split('.').map(kebab).join(' ')} ${quoted(id)}`,
  };
}
