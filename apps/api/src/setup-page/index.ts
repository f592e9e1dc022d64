import {
  type Asked,
  askedBy,
  finishSetup,
  isBegunElsewhere,
  openVisit,
  registry,
  type Submission,
  type Visit,
} from '@berth/domain';
import { capital, DomainError, fill, findUnstorable, type Problem } from '@berth/kernel';
import type { Hono, Context as HonoContext } from 'hono';
import { refuseOversize } from '../http/limits.ts';
import type { Env } from '../http/request.ts';
import { CLOSED, headersOf, type Openness } from './answers.ts';
import { accentSheet, type PageAssets, readPageAssets } from './assets.ts';
import { withButton } from './form-html.ts';
import { authForm, type Look, messagePage, type Shown, setupPage } from './page-html.ts';
import { type Entries, FormTooLarge, type ReadForm, readForm } from './read-form.ts';
import { type Message, messages, pageTexts } from './texts.ts';
import {
  type Cookie,
  clearCookie,
  cookieOf,
  isFromPage,
  newBrowser,
  type Place,
  placeOf,
  secretOf,
  setCookie,
  tokenOf,
} from './ticket.ts';

type Request = HonoContext<Env>;

const MOST_BYTES = 256 * 1024;
const MOST_PAIRS = 2_000;
const FOR_EVER = 'public, max-age=31536000, immutable';
const PAGE = '/setup/:instance/:session';

/**
 * Mounts the pages of setup sessions. They need no key of the API: the secret of the link opens a page, and moves into
 * a cookie at once, so that it stays neither in the address nor in the history. Opening a link changes nothing, because
 * programs that look at messages open links too; the first form that is sent binds the session to its browser.
 */
export function mountSetupPage(app: Hono<Env>): void {
  const assets = readPageAssets();
  for (const { url, type, body } of Object.values(assets)) {
    app.get(url, () => new Response(body, { headers: { 'Content-Type': type, ...kept } }));
  }
  app.get('/setup/accent/:file', (c) => {
    const sheet = accentSheet(/^(.{6})\.css$/.exec(c.req.param('file'))?.[1] ?? '');
    if (sheet === null) return say(c, assets, messages.noPage);
    return new Response(sheet, { headers: { 'Content-Type': 'text/css; charset=utf-8', ...kept } });
  });
  app.get('/setup/done', (c) => say(c, assets, messages.done));
  app.get(PAGE, (c) => guarded(c, assets, () => show(c, assets)));
  app.post(PAGE, (c) => guarded(c, assets, () => receive(c, assets)));
  app.all(PAGE, (c) => say(c, assets, messages.wrongMethod, { Allow: 'GET, HEAD, POST' }));
  app.all('/setup/*', (c) => say(c, assets, messages.noPage));
}

/** The errors that pass. */
const BUSY: ReadonlySet<string> = new Set(['unavailable', 'conflict']);

const kept = { 'Cache-Control': FOR_EVER, 'X-Content-Type-Options': 'nosniff' };

/** Answers anything that is thrown with a page. */
async function guarded(c: Request, assets: PageAssets, run: () => Promise<Response>): Promise<Response> {
  try {
    refuseOversize(c);
    return await run();
  } catch (error) {
    if (error instanceof FormTooLarge) return say(c, assets, messages.tooLarge);
    if (error instanceof DomainError) {
      return say(c, assets, BUSY.has(error.code) ? messages.busy : messages.impossible);
    }
    const { failed, shownId } = c.get('request');
    failed(error);
    const text = fill(messages.failure.text, { id: shownId });
    return say(c, assets, { ...messages.failure, text });
  }
}

/** Answers with a page without a form. */
function say(
  c: Request,
  assets: PageAssets,
  message: Message,
  headers: Record<string, string> = {},
  look: Look = { assets, title: 'Berth', color: null, layout: 'box' },
  openness: Openness = CLOSED,
): Response {
  return htmlAnswer(c, message.status, messagePage(look, message), openness, headers);
}

const htmlAnswer = (
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

/** Goes on to another address. Browsers hold the answer to its policy of frames too. */
const go = (to: string, cookie: string, openness: Openness): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: to, ...headersOf(openness), 'Set-Cookie': cookie },
  });

/** `GET`: moves the secret of a link into the cookie, or shows the form. */
async function show(c: Request, assets: PageAssets): Promise<Response> {
  const place = placeOf(c);
  if (!place) return say(c, assets, messages.unknown);
  const known = cookieOf(c, place);
  const linked = secretOf(c);
  if (linked === null && c.req.query('client_secret') !== undefined) return say(c, assets, messages.unknown);
  const cookie = linked === null ? known : { browser: known?.browser ?? newBrowser(), secret: linked };
  if (!cookie) return say(c, assets, messages.noCookie);
  const opened = await open(c, assets, place, cookie);
  if (opened instanceof Response) return opened;
  if (linked === null) return formPage(c, assets, opened, { cookie, status: 200 });
  const { session, ctx } = opened;
  const seconds = Math.ceil((Date.parse(session.expires_at) - ctx.now.getTime()) / 1000);
  const isSecure = ctx.services.settings.publicUrl.startsWith('https:');
  const moved = setCookie(c, place, cookie, { seconds, isSecure });
  return go(`/setup/${place.instanceId}/${place.id}`, moved, opennessOf(opened));
}

/** Finds the session of a cookie, or answers why its page cannot be used. */
async function open(
  c: Request,
  assets: PageAssets,
  place: Place,
  { browser, secret }: Cookie,
): Promise<Visit | Response> {
  const visit = await openVisit(sourceOf(c), { ...place, secret });
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

const lookOf = (assets: PageAssets, { instance, session }: Visit): Look => ({
  assets,
  title: instance.page.title ?? instance.name,
  color: instance.page.color,
  layout: session.configuration?.ui?.layout ?? 'box',
});

/** The page may be framed by the origins of the instance. Its form may lead to the origin of its own `redirect_url`. */
function opennessOf(visit: Visit): Openness {
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
  asked?: Asked;
  entries?: Entries | null;
  shown?: readonly Shown[];
  notice?: string | null;
}

async function formPage(c: Request, assets: PageAssets, visit: Visit, shape: Shape): Promise<Response> {
  const { cookie, status, entries = null, shown = [], notice = null } = shape;
  const asked = shape.asked ?? (await askedBy(visit));
  const problems = new Map<string, string[]>();
  for (const { field, message } of shown) {
    if (field !== null)
      problems.set(field, [
        ...(problems.get(field) ?? []),
        `${capital(message)}${/[.:]$/.test(message) ? '' : '.'}`,
      ]);
  }
  const state = { entries, problems, shown, notice, token: tokenOf(cookie) };
  return htmlAnswer(c, status, setupPage(lookOf(assets, visit), visit, asked, state), opennessOf(visit));
}

/** `POST`: finishes the session, or shows the form again with its problems. */
async function receive(c: Request, assets: PageAssets): Promise<Response> {
  const place = placeOf(c);
  if (!place) return say(c, assets, messages.unknown);
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return say(c, assets, messages.noForm);
  const entries = await readEntries(c);
  const cookie = cookieOf(c, place);
  if (!cookie) return say(c, assets, messages.noCookie);
  const { publicUrl } = c.get('request').settings;
  if (!isFromPage(c, cookie, entries.get('_token')?.[0], publicUrl)) return say(c, assets, messages.foreign);
  const visit = await open(c, assets, place, cookie);
  if (visit instanceof Response) return visit;
  const asked = await askedBy(visit);
  const again = { cookie, asked, entries };
  if (entries.get('_form')?.[0] !== asked.version) {
    return formPage(c, assets, visit, { cookie, asked, status: 400, notice: pageTexts.changed });
  }
  const button = entries.get('_do')?.[0] ?? 'finish';
  if (button !== 'finish') {
    return formPage(c, assets, visit, { ...again, entries: withButton(entries, button), status: 200 });
  }
  const parts = readParts(asked, entries);
  const unreadable = problemsOfReading(parts);
  if (unreadable.length > 0) return formPage(c, assets, visit, { ...again, status: 400, shown: unreadable });
  try {
    await finishSetup(visit, submissionOf(cookie, asked, entries, parts));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'invalid_data') {
      const shown = inOrder(
        (error.details.errors ?? []).map((problem) => shownOf(problem, parts)),
        parts,
      );
      return formPage(c, assets, visit, { ...again, status: 400, shown });
    }
    const now = await open(c, assets, place, cookie);
    if (now instanceof Response) return now;
    throw error;
  }
  return finished(c, assets, visit);
}

/** Leaves a finished page. In a frame the page itself says that it is done: no other page of Berth may be framed. */
function finished(c: Request, assets: PageAssets, visit: Visit): Response {
  const { instance_id: instanceId, id } = visit.session;
  const cookie = clearCookie({ instanceId, id });
  const to = redirectOf(visit);
  if (to === null && c.req.header('sec-fetch-dest') === 'iframe') {
    return say(c, assets, messages.done, { 'Set-Cookie': cookie }, lookOf(assets, visit), opennessOf(visit));
  }
  return go(to ?? '/setup/done', cookie, opennessOf(visit));
}

/** Reads the fields of a form. @throws FormTooLarge. */
async function readEntries(c: Request): Promise<Entries> {
  const text = await textOf(c.req.raw);
  const entries = new Map<string, string[]>();
  let pairs = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++pairs > MOST_PAIRS) throw new FormTooLarge();
    entries.set(name, [...(entries.get(name) ?? []), value]);
  }
  return entries;
}

/** Reads a body of bounded length, without trust in its announced length. @throws FormTooLarge. */
async function textOf({ body }: { body: ReadableStream<Uint8Array> | null }): Promise<string> {
  if (!body) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new FormTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

type Parts = Record<'auth' | 'config', ReadForm | null>;

function readParts(asked: Asked, entries: Entries): Parts {
  const auth = authForm(asked);
  return {
    auth: auth && readForm(auth, 'auth', entries),
    config: asked.config && readForm(asked.config, 'config', entries),
  };
}

/** Finds texts that are no JSON, texts that cannot be stored, and a method that was not picked. */
function problemsOfReading(parts: Parts): Shown[] {
  return Object.entries(parts).flatMap(([name, part]) => {
    if (!part) return [];
    const broken = part.broken.map((field) => ({
      field,
      label: part.labels.get(field) ?? '',
      message: pageTexts.broken,
    }));
    const unstorable = findUnstorable(part.value ?? {});
    const refused = unstorable ? [shownOf({ ...unstorable, path: [name, ...unstorable.path] }, parts)] : [];
    const unpicked =
      name === 'auth' && part.value === undefined
        ? [{ field: 'auth', label: part.labels.get('auth') ?? '', message: pageTexts.pickMethod }]
        : [];
    return [...broken, ...refused, ...unpicked];
  });
}

function submissionOf({ browser }: Cookie, asked: Asked, entries: Entries, parts: Parts): Submission {
  const picked = asked.methods.length === 1 ? 0 : Number(entries.get('auth')?.[0]);
  const method = asked.methods[picked];
  return {
    browser,
    auth: method && parts.auth ? { methodId: method.id, value: objectOf(parts.auth.value) } : null,
    config: parts.config ? objectOf(parts.config.value) : null,
  };
}

/** The value of a form whose root is an object. A root of another kind is refused by the schema of its provider. */
const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** Sorts problems as their fields stand on the page; those of no field come first. */
function inOrder(shown: readonly Shown[], parts: Parts): Shown[] {
  const names = [parts.auth, parts.config].flatMap((part) => [...(part?.labels.keys() ?? [])]);
  const places = new Map(names.map((name, i) => [name, i]));
  const placeOf = ({ field }: Shown) => places.get(field ?? '') ?? -1;
  return shown.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Places a problem at its field, or at that of the nearest part above it. */
function shownOf({ path, message }: Problem, parts: Parts): Shown {
  const [name, ...steps] = path;
  const part = parts[name as keyof Parts];
  for (let length = steps.length; part && length >= 0; length--) {
    const field = part.fields.get(JSON.stringify(steps.slice(0, length)));
    if (field === undefined || field === name) continue;
    return { field, label: part.labels.get(field) ?? '', message };
  }
  return { field: null, label: '', message };
}
