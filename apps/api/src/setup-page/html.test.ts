import { expect, test } from 'vitest';
import { accentSheet } from './assets.ts';
import { idOf } from './form-html.ts';
import { html } from './html.ts';

test('every text is escaped, for an element and for a quoted attribute, and HTML is kept', () => {
  const evil = `"><script>'\`&amp;`;
  const written = '&quot;&gt;&lt;script&gt;&#39;&#96;&amp;amp;';
  expect(html`<a title="${evil}">${evil}</a>`.text).toBe(`<a title="${written}">${written}</a>`);
  expect(html`<p>${[html`<b>${'<'}</b>`, '<', 5, null, false]}</p>`.text).toBe('<p><b>&lt;</b>&lt;5</p>');
});

test('an object in the form of HTML is text', () => {
  expect(html`${{ text: '<b>' } as never}`.text).not.toContain('<b>');
});

test('ids of fields are told apart and hold nothing but letters, digits, hyphens and underscores', () => {
  const names = ['a/b', 'a_2f_b', 'a%2Fb', 'a b', 'a/+0', 'a/@0', 'a/=0', 'A/b'];
  expect(new Set(names.map(idOf)).size).toBe(names.length);
  for (const name of names) expect(idOf(name)).toMatch(/^f-[\w-]+$/);
});

test.each([
  ['ffd400', '#10151c'],
  ['1b5e8c', '#ffffff'],
  ['000000', '#ffffff'],
  ['ffffff', '#10151c'],
])('text on the colour %s is %s', (hex, text) => {
  expect(accentSheet(hex)).toBe(`:root { --accent: #${hex}; --on-accent: ${text}; }\n`);
});

test.each(['', 'fff', 'FFD400', 'ffd4000', 'ff;}*{'])(
  'a style sheet is made for no other text: %j',
  (hex) => {
    expect(accentSheet(hex)).toBeNull();
  },
);
