import { isObject } from '../json/json.ts';

/** A problem that the server finds: the name of the part, the steps from its value, and the words. */
export interface Found {
  path: readonly string[];
  message: string;
}

export interface Refusal {
  notice: string | null;
  problems: readonly Found[];
}

interface Sending {
  form: HTMLFormElement;
  button: HTMLElement | null;
  /** The number of the picked auth method. */
  method: number | null;
  values: Readonly<Record<'auth' | 'config', unknown>>;
  /** The words for a form that did not reach the server. */
  unsent: string;
}

/**
 * Sends the form to its own address, with the token of the page. Leaves the page when the server accepts it, or says
 * that its session is over; otherwise returns what the server found.
 */
export async function send({ form, button, method, values, unsent }: Sending): Promise<Refusal | null> {
  const body = new URLSearchParams();
  // The fields of the drawn form have names that mean nothing to the server
  for (const [name, content] of new FormData(form, button)) {
    if (name.startsWith('_')) body.append(name, String(content));
  }
  body.set('_value', JSON.stringify(values));
  if (method !== null) body.set('auth', String(method));
  if (window.parent !== window) body.set('_framed', '1');
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(form.action, { method: 'POST', body });
    text = await answer.text();
  } catch {
    return { notice: unsent, problems: [] };
  }
  if (answer.headers.get('content-type')?.startsWith('application/json')) {
    const read = answerIn(text);
    if (read === null) return { notice: unsent, problems: [] };
    if (!('location' in read)) return read;
    location.assign(read.location);
    return null;
  }
  const page = new DOMParser().parseFromString(text, 'text/html');
  const main = page.querySelector('main > .brand')?.parentElement;
  return main ? showPage(form, answer.status, page.title, main) : { notice: unsent, problems: [] };
}

/** Reads an answer to the script; null for a text of another server, such as a gateway before Berth. */
export function answerIn(text: string): Refusal | { location: string } | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(read)) return null;
  const { location, notice = null, problems } = read;
  if (typeof location === 'string') return { location };
  const isRefusal = (notice === null || typeof notice === 'string') && Array.isArray(problems);
  return isRefusal && problems.every(isFound) ? { notice, problems } : null;
}

const isFound = (one: unknown): one is Found =>
  isObject(one) &&
  typeof one.message === 'string' &&
  Array.isArray(one.path) &&
  one.path.every((step) => typeof step === 'string');

const TOO_LARGE = 413;

/** Shows the content of a page that Berth answers. The form stays when it can be sent again. */
function showPage(form: HTMLFormElement, status: number, title: string, main: Element): Refusal | null {
  if (main.querySelector('form[data-setup]') !== null) {
    // The form has changed meanwhile: sent without the script, it is answered by the new one
    form.submit();
    return null;
  }
  if (status === TOO_LARGE || status >= 500) {
    const lines = [...main.querySelectorAll('h1, h1 + p')].map(({ textContent }) => textContent);
    return { notice: lines.join('. '), problems: [] };
  }
  document.title = title;
  document.querySelector('main')?.replaceWith(document.adoptNode(main));
  return null;
}
