import {
  isBegunElsewhere,
  openVisit,
  type PageForms,
  pageFormsOf,
  registry,
  type Visit,
} from '@berth/domain';
import { capital, DomainError } from '@berth/kernel';
import type { Context as HonoContext } from 'hono';
import type { Env } from '../http/request.ts';
import { CLOSED, headersOf, type Openness } from './answers.ts';
import type { PageAssets } from './assets.ts';
import { type Look, messagePage, type PageLink, type Shown, setupPage } from './page-html.ts';
import { inOrder, isScripted, type Parts, shownOf } from './parts.ts';
import type { Entries } from './read-form.ts';
import { type Message, messages } from './texts.ts';
import { type Cookie, doneCookie, isDone, type PageSession, tokenOf } from './ticket.ts';

export type Request = HonoContext<Env>;

/** Answers with a page without a form. */
export function say(
  c: Request,
  assets: PageAssets,
  message: Message,
  headers: Record<string, string> = {},
  look: Look = { assets, title: 'Berth', color: null, layout: 'box' },
  openness: Openness = CLOSED,
  link: PageLink | null = null,
): Response {
  return htmlAnswer(c, message.status, messagePage(look, message, link), openness, headers);
}

export const htmlAnswer = (
  c: Request,
  status: number,
  text: string,
  openness: Openness,
  headers: Record<string, string> = {},
): Response =>
  new Response(text, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'X-Request-Id': c.get('request').shownId,
      ...headersOf(openness),
      ...headers,
    },
  });

/** Answers the script of a page. */
export const scriptAnswer = (
  c: Request,
  status: 200 | 400,
  body: { location: string } | { notice: string | null; problems: Pick<Shown, 'path' | 'message'>[] },
  openness: Openness,
  headers: Record<string, string> = {},
): Response =>
  htmlAnswer(c, status, `${JSON.stringify(body)}\n`, openness, {
    ...headers,
    'Content-Type': 'application/json',
  });

/** Goes on to another address. Browsers hold the answer to its policy of frames too. */
export const go = (to: string, cookie: string, openness: Openness): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: to, ...headersOf(openness), 'Set-Cookie': cookie },
  });

/** Says that this browser has no cookie that opens the page, or that it has finished the page. */
export const sayClosed = (c: Request, assets: PageAssets, page: PageSession): Response =>
  say(c, assets, isDone(c, page) ? messages.completed : messages.noCookie);

/** Finds the session of a cookie, or answers why its page cannot be used. */
export async function open(
  c: Request,
  assets: PageAssets,
  page: PageSession,
  { browser, secret }: Cookie,
): Promise<Visit | Response> {
  const visit = await openVisit(sourceOf(c), { ...page, secret });
  if (!visit) return say(c, assets, messages.unknown);
  const look = lookOf(assets, visit);
  const openness = opennessOf(visit);
  if (visit.status !== 'pending') return say(c, assets, messages[visit.status], {}, look, openness);
  if (isBegunElsewhere(visit, browser)) return say(c, assets, messages.elsewhere, {}, look, openness);
  return visit;
}

function sourceOf(c: Request) {
  const { database, secrets, settings, network, audit, client, now, requestId } = c.get('request');
  return { database, client, now, requestId, services: { registry, secrets, settings, network, audit } };
}

export const lookOf = (assets: PageAssets, { instance, session }: Visit): Look => ({
  assets,
  title: instance.page.title ?? instance.name,
  color: instance.page.color,
  layout: session.configuration?.ui?.layout ?? 'box',
});

/** The page may be framed by the origins of the instance. Its form may lead to the origin of its own `redirect_url`. */
export function opennessOf(visit: Visit): Openness {
  const redirect = redirectOf(visit);
  return {
    ancestors: visit.instance.page.allowed_origins,
    targets: redirect === null ? [] : [new URL(redirect).origin],
  };
}

/** The address to go to at the end; null for none, and for one that has left the list of the instance since. */
const redirectOf = ({ session: { redirect_url }, instance: { page } }: Visit): string | null =>
  redirect_url !== null && page.allowed_redirects.includes(redirect_url) ? redirect_url : null;

interface Shape {
  cookie: Cookie;
  status: 200 | 400;
  pageForms?: PageForms;
  entries?: Entries | null;
  shown?: readonly Shown[];
  notice?: string | null;
}

export async function formPage(
  c: Request,
  assets: PageAssets,
  visit: Visit,
  shape: Shape,
): Promise<Response> {
  const { cookie, status, entries = null, shown = [], notice = null } = shape;
  if (isScripted(entries)) {
    const problems = shown.map(({ path, message }) => ({ path, message: sentence(message) }));
    return scriptAnswer(c, 400, { notice, problems }, opennessOf(visit));
  }
  const pageForms = shape.pageForms ?? (await pageFormsOf(visit));
  const problems = new Map<string, string[]>();
  for (const { field, message } of shown) {
    if (field !== null) problems.set(field, [...(problems.get(field) ?? []), sentence(message)]);
  }
  const state = { entries, problems, shown, notice, token: tokenOf(cookie) };
  return htmlAnswer(c, status, setupPage(lookOf(assets, visit), visit, pageForms, state), opennessOf(visit));
}

const sentence = (message: string): string => `${capital(message)}${/[.:]$/.test(message) ? '' : '.'}`;

/** A form that was sent, to show it again. */
export interface Sent {
  cookie: Cookie;
  pageForms: PageForms;
  entries: Entries;
}

/** Runs a step of a form that was sent. When it is refused, shows the form with its problems, or why there is none. */
export async function orAgain(
  c: Request,
  assets: PageAssets,
  visit: Visit,
  sent: Sent,
  parts: Parts,
  run: () => Promise<Response>,
): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'invalid_data') {
      const shown = inOrder(
        (error.details.errors ?? []).map((problem) => shownOf(problem, parts)),
        parts,
      );
      return formPage(c, assets, visit, { ...sent, status: 400, shown });
    }
    return overOr(c, assets, visit, sent.cookie, error);
  }
}

/** Says that a session has ended meanwhile. @throws the error for one that has not. */
export async function overOr(
  c: Request,
  assets: PageAssets,
  { session }: Visit,
  cookie: Cookie,
  error: unknown,
): Promise<Response> {
  const now = await open(c, assets, { instanceId: session.instance_id, id: session.id }, cookie);
  if (now instanceof Response) return now;
  throw error;
}

/** Leaves a finished page. In a frame the page itself says that it is done: no other page of Berth may be framed. */
export function finished(c: Request, assets: PageAssets, visit: Visit, entries: Entries | null): Response {
  const { instance_id: instanceId, id } = visit.session;
  const isSecure = visit.ctx.services.settings.publicUrl.startsWith('https:');
  const cookie = doneCookie(c, { instanceId, id }, isSecure);
  const to = redirectOf(visit);
  if (to === null && isFramed(c, entries)) {
    return say(c, assets, messages.done, { 'Set-Cookie': cookie }, lookOf(assets, visit), opennessOf(visit));
  }
  const location = to ?? `${assets.basePath}/setup/done`;
  if (isScripted(entries)) {
    return scriptAnswer(c, 200, { location }, opennessOf(visit), { 'Set-Cookie': cookie });
  }
  return go(location, cookie, opennessOf(visit));
}

/** True for a page in a frame. A script says so itself: the browser names the place of documents alone. */
export const isFramed = (c: Request, entries: Entries | null): boolean =>
  c.req.header('sec-fetch-dest') === 'iframe' || (entries?.has('_framed') ?? false);
