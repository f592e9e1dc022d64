import type { Assets } from './assets.ts';
import { escaped, iconLink } from './page.ts';

/** An error code as the page explains it. */
export interface ExplainedError {
  status: number;
  code: string;
  title: string;
}

/** Makes the page that the `type` of problem details links to: every code of the root face, each at its own anchor. */
export function errorsPage({ 'favicon-32x32.png': icon }: Assets, errors: readonly ExplainedError[]): string {
  const rows = [...errors]
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1))
    .map(
      ({ status, code, title }) =>
        `<tr id="${code}"><td>${status}</td><td><code>${code}</code></td><td>${escaped(title)}</td></tr>`,
    );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Berth errors</title>
${iconLink(icon)}
<style>
body { font-family: sans-serif; margin: 2rem }
td, th { padding: 0.3rem 1rem 0.3rem 0; text-align: left }
tr:target { background: #ffffb0 }
</style>
</head>
<body>
<h1>Errors</h1>
<p>An error has its code in <code>code</code>; as <code>application/problem+json</code>, its <code>type</code> leads here.
What went wrong on the occasion is in <code>message</code>, or <code>detail</code>, and what to do is in
<code>hint</code>.</p>
<table>
<thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`;
}
