const KIND = /^\s*(?:\(\s*)*(select|insert|update|delete|with|begin|commit|rollback|set|show|lock)\b/i;
const TABLE = /\b(?:from|into|update)\s+"?([a-z_]{1,60})"?/i;

/** Names a statement by its kind and its first table: `select provider_configs`. Nothing else of its text is kept. */
export function statementName(text: string): string {
  const kind = KIND.exec(text)?.[1]?.toLowerCase() ?? 'other';
  const table = TABLE.exec(text)?.[1];
  return table === undefined ? kind : `${kind} ${table}`;
}
