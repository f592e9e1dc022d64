import type { ErrorRow } from '../face/face.ts';
import type { Assets } from './assets.ts';
import { escaped, iconLink } from './page.ts';

/** A part of the catalogue of errors: the errors of one face, of the start, or of the command. */
export interface ErrorSection {
  name: string;
  title: string;
  about: string;
  rows: readonly ErrorRow[];
}

/** Names the anchor of a code: `#not_found` on the root face, `#flowker-FLK-0290` on another one. */
export const anchorOf = (section: string, { code }: Pick<ErrorRow, 'code'>): string =>
  section === 'root' ? code : `${section}-${code}`.replaceAll(/[^A-Za-z0-9_-]/g, '-');

/** Makes the catalogue of errors, from data: each code of each section with its messages, at an anchor of its own. */
export function errorsPage({ 'favicon-32x32.png': icon }: Assets, sections: readonly ErrorSection[]): string {
  const links = sections.map(({ name, title }) => `<a href="#face-${name}">${escaped(title)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Berth errors</title>
${iconLink(icon)}
<style>
:root { color-scheme: light dark }
body { font-family: sans-serif; margin: 2rem; max-width: 80rem }
table { border-collapse: collapse; width: 100% }
td, th { border-top: 1px solid #8886; padding: 0.4rem 1rem 0.4rem 0; text-align: left; vertical-align: top }
ul { margin: 0; padding-left: 1.1rem }
details { margin-top: 0.4rem }
small { opacity: 0.8 }
tr:target { background: #ffd54f66 }
</style>
</head>
<body>
<h1>Errors</h1>
<p>Every message that Berth answers. A word in braces stands for a name, a number or a scope of the occasion; no message
holds a value of a config.</p>
<p>${links.join(' · ')}</p>
${sections.map(sectionHtml).join('\n')}
</body>
</html>
`;
}

const sectionHtml = ({
  name,
  title,
  about,
  rows,
}: ErrorSection): string => `<h2 id="face-${name}">${escaped(title)}</h2>
<p>${escaped(about)}</p>
<table>
<thead><tr><th>Code</th><th>Status</th><th>Meaning</th><th>Messages</th><th>What to do</th></tr></thead>
<tbody>
${[...rows]
  .sort((a, b) => (a.status ?? 0) - (b.status ?? 0) || (a.code < b.code ? -1 : 1))
  .map((row) => rowHtml(name, row))
  .join('\n')}
</tbody>
</table>`;

function rowHtml(section: string, row: ErrorRow): string {
  const { status, code, meaning, texts, problems = [], next } = row;
  const cells = [`<code>${escaped(code)}</code>`, status ?? '', escaped(meaning)];
  const messages = texts.map(({ message, hint }) => {
    const then = hint === undefined ? '' : ` <small>${escaped(hint)}</small>`;
    return `<li>${escaped(message)}${then}</li>`;
  });
  const members = problems.map((problem) => `<li>${escaped(problem)}</li>`);
  const list = `<ul>${messages.join('')}</ul>`;
  const more =
    members.length === 0
      ? ''
      : `<details><summary>Problems of single members</summary><ul>${members.join('')}</ul></details>`;
  return `<tr id="${anchorOf(section, row)}">${[...cells, `${list}${more}`, escaped(next)]
    .map((cell) => `<td>${cell}</td>`)
    .join('')}</tr>`;
}
