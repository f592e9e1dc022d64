import { finishSetup, pageFormsOf } from '@berth/domain';
import { DomainError, fill } from '@berth/kernel';
import type { Hono } from 'hono';
import { answerAsset } from '../dashboard/index.ts';
import { refuseOversize } from '../http/limits.ts';
import type { Env } from '../http/request.ts';
import { accentSheet, BUILT, type PageAssets, readPageAssets } from './assets.ts';
import { withButton } from './form-html.ts';
import { methodOfButton } from './page-html.ts';
import { finished, formPage, go, open, opennessOf, orAgain, type Request, say, sayClosed } from './pages.ts';
import {
  FormUnreadable,
  isEmptied,
  problemsOfReading,
  readEntries,
  readParts,
  submissionOf,
} from './parts.ts';
import { FormTooLarge } from './read-form.ts';
import { comeBack, leave } from './sign-in.ts';
import { messages, pageTexts } from './texts.ts';
import { cookieOf, isFromPage, newBrowser, pageSessionOf, secretOf, setCookie } from './ticket.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const PAGE = '/setup/:instance/:session';
/** The address that providers send their answers to. */
const CALLBACK = '/setup/callback';

/**
 * Mounts the pages of setup sessions. They need no key of the API: the secret of the link opens a page, and moves into
 * a cookie at once, so that it stays neither in the address nor in the history. Opening a link changes nothing, because
 * programs that look at messages open links too; the first form that is sent binds the session to its browser.
 */
export function mountSetupPage(app: Hono<Env>, basePath: string): void {
  const assets = readPageAssets(basePath);
  for (const { path, type, body } of [assets.style, assets.script, assets.icon]) {
    app.get(path, () => new Response(body, { headers: { 'Content-Type': type, ...kept } }));
  }
  app.get(`${BUILT}:name`, (c) => {
    const name = c.req.param('name');
    return (assets.form?.files.has(name) && answerAsset(c, name)) || say(c, assets, messages.noPage);
  });
  app.get('/setup/accent/:file', (c) => {
    const sheet = accentSheet(/^(.{6})\.css$/.exec(c.req.param('file'))?.[1] ?? '');
    if (sheet === null) return say(c, assets, messages.noPage);
    return new Response(sheet, { headers: { 'Content-Type': 'text/css; charset=utf-8', ...kept } });
  });
  app.get('/setup/done', (c) => say(c, assets, messages.done));
  app.get(CALLBACK, (c) => guarded(c, assets, () => comeBack(c, assets)));
  app.all(CALLBACK, (c) => say(c, assets, messages.wrongMethod, { Allow: 'GET, HEAD' }));
  app.get(PAGE, (c) => guarded(c, assets, () => show(c, assets)));
  app.post(PAGE, (c) => guarded(c, assets, () => receive(c, assets)));
  app.all(PAGE, (c) => say(c, assets, messages.wrongMethod, { Allow: 'GET, HEAD, POST' }));
  app.all('/setup/*', (c) => say(c, assets, messages.noPage));
}

const BUSY: ReadonlySet<string> = new Set(['unavailable', 'conflict']);

/** True for an error that passes. A version without its approval is no matter of moments. */
const isPassing = ({ code, details }: DomainError): boolean =>
  BUSY.has(code) && details.reason !== 'approval_required';

const kept = { 'Cache-Control': FOR_EVER, 'X-Content-Type-Options': 'nosniff' };

/** Answers anything that is thrown with a page. */
async function guarded(c: Request, assets: PageAssets, run: () => Promise<Response>): Promise<Response> {
  try {
    refuseOversize(c);
    return await run();
  } catch (error) {
    if (error instanceof FormUnreadable) return say(c, assets, messages.noForm);
    if (error instanceof FormTooLarge) return say(c, assets, messages.tooLarge);
    if (error instanceof DomainError) {
      return say(c, assets, isPassing(error) ? messages.busy : messages.impossible);
    }
    const { failed, shownId } = c.get('request');
    failed(error);
    const text = fill(messages.failure.text, { id: shownId });
    return say(c, assets, { ...messages.failure, text });
  }
}

/** `GET`: moves the secret of a link into the cookie, or shows the form. */
async function show(c: Request, assets: PageAssets): Promise<Response> {
  const page = pageSessionOf(c);
  if (!page) return say(c, assets, messages.unknown);
  const known = cookieOf(c, page);
  const linked = secretOf(c);
  if (linked === null && c.req.query('client_secret') !== undefined) return say(c, assets, messages.unknown);
  const cookie = linked === null ? known : { browser: known?.browser ?? newBrowser(), secret: linked };
  if (!cookie) return sayClosed(c, assets, page);
  const opened = await open(c, assets, page, cookie);
  if (opened instanceof Response) return opened;
  if (linked === null) return formPage(c, assets, opened, { cookie, status: 200 });
  const { session, ctx } = opened;
  const seconds = Math.ceil((Date.parse(session.expires_at) - ctx.now.getTime()) / 1000);
  const isSecure = ctx.services.settings.publicUrl.startsWith('https:');
  const moved = setCookie(c, page, cookie, { seconds, isSecure });
  return go(`${assets.basePath}/setup/${page.instanceId}/${page.id}`, moved, opennessOf(opened));
}

/** `POST`: finishes the session, or shows the form again with its problems. */
async function receive(c: Request, assets: PageAssets): Promise<Response> {
  const page = pageSessionOf(c);
  if (!page) return say(c, assets, messages.unknown);
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return say(c, assets, messages.noForm);
  const entries = await readEntries(c);
  const cookie = cookieOf(c, page);
  if (!cookie) return sayClosed(c, assets, page);
  const { publicUrl } = c.get('request').settings;
  if (!isFromPage(c, cookie, entries.get('_token')?.[0], publicUrl)) return say(c, assets, messages.foreign);
  const visit = await open(c, assets, page, cookie);
  if (visit instanceof Response) return visit;
  const pageForms = await pageFormsOf(visit);
  const again = { cookie, pageForms, entries };
  if (entries.get('_form')?.[0] !== pageForms.version || isEmptied(entries)) {
    return formPage(c, assets, visit, { cookie, pageForms, status: 400, notice: pageTexts.changed });
  }
  const button = entries.get('_do')?.[0] ?? 'finish';
  const methodId = methodOfButton(button);
  if (methodId !== null) return leave(c, assets, visit, again, methodId);
  if (button !== 'finish') {
    return formPage(c, assets, visit, { ...again, entries: withButton(entries, button), status: 200 });
  }
  if (pageForms.methods.length === 0 && pageForms.signIns.length > 0) {
    return formPage(c, assets, visit, { ...again, status: 400, notice: pageTexts.chooseWay });
  }
  const parts = readParts(pageForms, entries);
  const unreadable = problemsOfReading(pageForms, entries, parts);
  if (unreadable.length > 0) return formPage(c, assets, visit, { ...again, status: 400, shown: unreadable });
  return orAgain(c, assets, visit, again, parts, async () => {
    await finishSetup(visit, submissionOf(cookie, pageForms, entries, parts));
    return finished(c, assets, visit, entries);
  });
}
