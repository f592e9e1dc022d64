import { beginSignIn, finishSignIn, type OAuthFailure, sessionOfState, type Visit } from '@berth/domain';
import { DomainError, fill } from '@berth/kernel';
import type { PageAssets } from './assets.ts';
import { leavingPage } from './page-html.ts';
import {
  finished,
  formPage,
  htmlAnswer,
  isFramed,
  lookOf,
  open,
  opennessOf,
  orAgain,
  overOr,
  type Request,
  type Sent,
  say,
  sayClosed,
  scriptAnswer,
} from './pages.ts';
import { isScripted, objectOf, problemsOfReading, readParts } from './parts.ts';
import { failures, messages, pageTexts } from './texts.ts';
import { cookieOf } from './ticket.ts';

/** Leaves for the provider's page to sign in. Providers refuse to be framed: a frame is told to use a window. */
export async function leave(
  c: Request,
  assets: PageAssets,
  visit: Visit,
  sent: Sent,
  methodId: string,
): Promise<Response> {
  const { cookie, pageForms, entries } = sent;
  if (!pageForms.signIns.some(({ id }) => id === methodId)) {
    return formPage(c, assets, visit, { ...sent, status: 400, notice: pageTexts.chooseWay });
  }
  if (isFramed(c, entries)) {
    return formPage(c, assets, visit, { ...sent, status: 400, notice: pageTexts.framed });
  }
  const parts = { ...readParts(pageForms, entries), auth: null };
  const unreadable = problemsOfReading(pageForms, entries, parts);
  if (unreadable.length > 0) return formPage(c, assets, visit, { ...sent, status: 400, shown: unreadable });
  return orAgain(c, assets, visit, sent, parts, async () => {
    const config = parts.config ? objectOf(parts.config.value) : null;
    const href = await beginSignIn(visit, { browser: cookie.browser, methodId, config });
    if (isScripted(entries)) return scriptAnswer(c, 200, { location: href }, opennessOf(visit));
    const link = { href, text: fill(pageTexts.onward, { provider: visit.provider.name }) };
    const text = leavingPage(lookOf(assets, visit), messages.leaving, link);
    return htmlAnswer(c, messages.leaving.status, text, opennessOf(visit));
  });
}

/**
 * `GET` of the answer of a provider. Its state names the session, whose cookie this browser must have. The domain
 * checks the rest of the state before it looks at anything else.
 */
export async function comeBack(c: Request, assets: PageAssets): Promise<Response> {
  const answer = new URL(c.req.url).searchParams;
  const [state = '', ...more] = answer.getAll('state');
  const page = more.length === 0 ? sessionOfState(state) : null;
  if (!page) return say(c, assets, messages.strange);
  const cookie = cookieOf(c, page);
  if (!cookie) return sayClosed(c, assets, page);
  const visit = await open(c, assets, page, cookie);
  if (visit instanceof Response) return visit;
  let failure: OAuthFailure | null;
  try {
    failure = await finishSignIn(visit, answer);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return overOr(c, assets, visit, cookie, error);
  }
  if (failure === null) return finished(c, assets, visit, null);
  const back = { href: `${assets.basePath}/setup/${page.instanceId}/${page.id}`, text: pageTexts.back };
  return say(c, assets, failures[failure], {}, lookOf(assets, visit), opennessOf(visit), back);
}
