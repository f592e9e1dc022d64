import { isDeepStrictEqual } from 'node:util';
import { invalidData, problemTexts } from '@berth/kernel';
import { lineText } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, nullable, optional } from '../../fields.ts';
import { patterns } from '../../patterns.ts';
import type { SetupPage } from '../tables/instance.ts';

const MOST_ADDRESSES = 50;
const MOST_TITLE = 100;
const Address = Type.String({ minLength: 1, maxLength: 2_000 });

const parts = {
  title: about(
    'The title of the pages; null for the name of the instance.',
    nullable(Type.String({ maxLength: MOST_TITLE })),
  ),
  color: about(
    'The colour of the buttons, as `#rrggbb`; null for the usual one.',
    nullable(Type.String({ pattern: patterns.color })),
  ),
  allowed_redirects: about(
    'The addresses to which a page may go when it is finished. `redirect_url` of a session must be one of them, letter by letter.',
    Type.Array(Address, { maxItems: MOST_ADDRESSES }),
  ),
  allowed_origins: about(
    'The origins whose pages may show a setup page in a frame, such as `https://app.example.com`.',
    Type.Array(Address, { maxItems: MOST_ADDRESSES }),
  ),
};

const ABOUT = 'The pages of setup sessions: how they look, and where they may lead and be framed.';

export const SetupPageView = Type.Object(parts, { description: ABOUT });

export const SetupPageInput = Type.Object(
  {
    title: optional(about(parts.title.description ?? '', nullable(lineText({ maxLength: MOST_TITLE })))),
    color: optional(parts.color),
    allowed_redirects: optional(parts.allowed_redirects),
    allowed_origins: optional(parts.allowed_origins),
  },
  { description: `${ABOUT} Replaced as a whole.` },
);
export type SetupPageInput = Static<typeof SetupPageInput>;

export const setupPageProblems = problemTexts({
  redirect: {
    code: 'invalid_string',
    message:
      'Must be a whole address with http or https, without a user, a fragment, a space or a backslash, as browsers write it.',
  },
  origin: {
    code: 'invalid_string',
    message: 'Must be an origin with http or https and nothing behind it, such as https://app.example.com.',
  },
});

const NO_PAGE: SetupPage = { title: null, color: null, allowed_redirects: [], allowed_origins: [] };

/** The settings of an instance's setup pages, with a default for each that was never set. */
export const setupPageOf = (row: { setup_page: SetupPage | null }): SetupPage => row.setup_page ?? NO_PAGE;

/**
 * Reads the settings of a body; null for the usual ones. Undefined stays.
 * @throws DomainError `invalid_data` with every bad address.
 */
export function readSetupPage(input: SetupPageInput | null | undefined): SetupPage | null | undefined {
  if (!input) return input;
  const { allowed_redirects = [], allowed_origins = [] } = input;
  const problems = [
    ...allowed_redirects.flatMap((text, i) =>
      isRedirect(text) ? [] : [setupPageProblems.redirect(['setup_page', 'allowed_redirects', String(i)])],
    ),
    ...allowed_origins.flatMap((text, i) =>
      isOrigin(text) ? [] : [setupPageProblems.origin(['setup_page', 'allowed_origins', String(i)])],
    ),
  ];
  if (problems.length > 0) throw invalidData(problems);
  const page = {
    title: input.title?.trim() || null,
    color: input.color?.toLowerCase() ?? null,
    allowed_redirects,
    allowed_origins,
  };
  return isDeepStrictEqual(page, NO_PAGE) ? null : page;
}

/** True for an address in the one form that browsers write, so that it can be compared as text. */
function isRedirect(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false;
  return url.href === text && !url.username && !url.password && !text.includes('#');
}

const isOrigin = (text: string): boolean =>
  /^https?:\/\/[^*;,]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
