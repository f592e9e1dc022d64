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
    const read = JSON.parse(text) as Refusal | { location: string };
    if (!('location' in read)) return read;
    location.assign(read.location);
    return null;
  }
  return showPage(form, answer.status, new DOMParser().parseFromString(text, 'text/html'));
}

const TOO_LARGE = 413;

/** Shows a page that the server answers. The form stays when it can be sent again. */
function showPage(form: HTMLFormElement, status: number, page: Document): Refusal | null {
  const main = page.querySelector('main');
  if (main === null || main.querySelector('form') !== null) {
    // The form has changed meanwhile: sent without the script, it is answered by the new one
    form.submit();
    return null;
  }
  if (status === TOO_LARGE || status >= 500) {
    const lines = [...main.querySelectorAll('h1, h1 + p')].map(({ textContent }) => textContent);
    return { notice: lines.join('. '), problems: [] };
  }
  document.title = page.title;
  document.querySelector('main')?.replaceWith(document.adoptNode(main));
  return null;
}
