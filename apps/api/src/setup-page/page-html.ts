import type { Asked, FormField, Visit } from '@berth/domain';
import { fill } from '@berth/kernel';
import type { PageAssets } from './assets.ts';
import { type FormState, formHtml, idOf } from './form-html.ts';
import { type Html, html } from './html.ts';
import { formTexts, type Message, pageTexts } from './texts.ts';

/** The frame of a page: its assets, and the look that the instance has chosen. */
export interface Look {
  assets: PageAssets;
  title: string;
  color: string | null;
  layout: 'box' | 'side' | 'light';
}

const documentOf = ({ assets, title, color, layout }: Look, heading: string, body: Html): string =>
  `${
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading} – ${title}</title>
<link rel="icon" type="image/svg+xml" href="${assets.icon.url}">
<link rel="stylesheet" href="${assets.style.url}">
${color && html`<link rel="stylesheet" href="/setup/accent/${color.slice(1)}.css">`}
<script src="${assets.script.url}" defer></script>
</head>
<body class="${layout}">
<main>
<p class="brand">${title}</p>
${body}
</main>
</body>
</html>
`.text
  }`;

/** Writes a page that says why there is no form. */
export const messagePage = (look: Look, { title, text }: Message): string =>
  documentOf(look, title, html`<h1>${title}</h1>\n<p>${text}</p>`);

/** The form of the credential: that of the one method, or a picker of methods. */
export function authForm({ methods }: Asked): FormField | null {
  const [only] = methods;
  if (!only) return null;
  if (methods.length === 1) return only.form;
  return {
    kind: 'union',
    label: formTexts.method,
    description: null,
    required: true,
    secret: false,
    preset: null,
    branches: methods.map(({ name, description, form }) => ({
      label: name,
      field: { ...form, description: form.description ?? description },
    })),
  };
}

/** A problem of the form, with the field that it is about; null for one of the form itself. */
export interface Shown {
  field: string | null;
  label: string;
  message: string;
}

/** Writes the page with the forms of a session. */
export function setupPage(
  look: Look,
  { session, provider }: Visit,
  asked: Asked,
  {
    token,
    notice,
    problems,
    ...state
  }: FormState & {
    token: string;
    notice: string | null;
    shown: readonly Shown[];
    problems: FormState['problems'];
  },
): string {
  const heading = fill(session.auth_config_id === null ? pageTexts.connect : pageTexts.reconnect, {
    provider: provider.name,
  });
  const auth = authForm(asked);
  const [method] = asked.methods;
  const methodHint =
    asked.methods.length === 1 ? (method?.form.description ?? method?.description ?? null) : null;
  const forms = { ...state, problems };
  const time = session.expires_at.slice(11, 16);
  const hasBoth = auth !== null && asked.config !== null;
  const intro = session.description ?? provider.description;
  return documentOf(
    look,
    heading,
    html`<h1>${heading}</h1>
${session.name && html`<p class="name">${session.name}</p>`}
${intro && html`<p class="intro">${intro}</p>`}
${notice && html`<div class="summary" role="alert" tabindex="-1" data-focus><p>${notice}</p></div>`}
${state.shown.length > 0 && summaryHtml(state.shown)}
<form method="post" novalidate data-setup>
<button class="unseen" type="submit" name="_do" value="finish" tabindex="-1" aria-hidden="true">${pageTexts.finish}</button>
<input type="hidden" name="_token" value="${token}">
<input type="hidden" name="_form" value="${asked.version}">
${
  auth &&
  html`<section aria-labelledby="auth-title">
<h2 id="auth-title"${!hasBoth && html` class="unseen"`}>${pageTexts.credential}</h2>
${methodHint && html`<p class="hint">${methodHint}</p>`}
${formHtml(auth, 'auth', forms)}
</section>`
}
${
  asked.config &&
  html`<section aria-labelledby="config-title">
<h2 id="config-title"${!hasBoth && html` class="unseen"`}>${pageTexts.config}</h2>
${asked.config.description && html`<p class="hint">${asked.config.description}</p>`}
${formHtml(asked.config, 'config', forms)}
</section>`
}
<button class="finish" type="submit" name="_do" value="finish">${pageTexts.finish}</button>
<p class="end">${fill(pageTexts.end, { time })}</p>
</form>`,
  );
}

const summaryHtml = (
  shown: readonly Shown[],
): Html => html`<div class="summary" role="alert" tabindex="-1" data-focus aria-labelledby="summary-title">
<h2 id="summary-title">${pageTexts.summary}</h2>
<p>${pageTexts.summaryHint}</p>
<ul>
${shown.map(({ field, label, message }) =>
  field === null
    ? html`<li>${message}</li>`
    : html`<li><a href="#${idOf(field)}">${label}: ${message}</a></li>`,
)}
</ul>
</div>`;
