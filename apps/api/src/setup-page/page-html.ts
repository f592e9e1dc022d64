import type { FormField, PageForms, Visit } from '@berth/domain';
import { fill } from '@berth/kernel';
import type { BuiltEntry } from '../dashboard/index.ts';
import { BUILT, type PageAssets } from './assets.ts';
import { type FormState, formHtml, idOf } from './form-html.ts';
import { handedOver } from './handed-over.ts';
import { type Html, html } from './html.ts';
import { formTexts, type Message, pageTexts } from './texts.ts';

/** The frame of a page: its assets, and the look that the instance has chosen. */
export interface Look {
  assets: PageAssets;
  title: string;
  color: string | null;
  layout: 'box' | 'side' | 'light';
}

const documentOf = (
  { assets, title, color, layout }: Look,
  heading: string,
  body: Html,
  head: Html | null = null,
): string =>
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
${color && html`<link rel="stylesheet" href="${assets.basePath}/setup/accent/${color.slice(1)}.css">`}
<script src="${assets.script.url}" defer></script>
${head}
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

/** A link of a page without a form. */
export interface PageLink {
  href: string;
  text: string;
}

/** Writes a page that says why there is no form. */
export const messagePage = (look: Look, { title, text }: Message, link: PageLink | null = null): string =>
  documentOf(look, title, messageHtml({ title, text }, link));

/**
 * Writes a page that goes on to a provider by itself. A form may lead to the origins of its policy only, and a provider
 * may use more than one: so the form ends here, and this page leads on.
 */
export const leavingPage = (look: Look, message: Message, link: PageLink): string =>
  documentOf(
    look,
    message.title,
    messageHtml(message, link),
    html`<meta http-equiv="refresh" content="0; url=${link.href}">`,
  );

const messageHtml = ({ title, text }: Pick<Message, 'title' | 'text'>, link: PageLink | null): Html =>
  html`<h1>${title}</h1>
<p>${text}</p>
${link && html`<p><a href="${link.href}" rel="noreferrer">${link.text}</a></p>`}`;

/** The form of the credential: that of the one method, or a picker of methods. */
export function authForm({ methods }: PageForms): FormField | null {
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
  /** The name of the part, and the steps from its value. */
  path: readonly string[];
}

/** Writes the page with the forms of a session. */
export function setupPage(
  look: Look,
  { session, provider }: Visit,
  pageForms: PageForms,
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
  const auth = authForm(pageForms);
  const [method] = pageForms.methods;
  const methodHint =
    pageForms.methods.length === 1 ? (method?.form.description ?? method?.description ?? null) : null;
  const forms = { ...state, problems };
  const time = session.expires_at.slice(11, 16);
  const hasBoth = auth !== null && pageForms.config !== null;
  const hasFinish = auth !== null || pageForms.signIns.length === 0;
  const usual = hasFinish ? 'finish' : signInOf(pageForms.signIns[0]?.id ?? '');
  // A form that was sent without the script is shown again without it: it holds what was entered
  const { form } = look.assets;
  const handed = form && state.entries === null ? handedOver(pageForms) : null;
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
<button class="unseen" type="submit" name="_do" value="${usual}" tabindex="-1" aria-hidden="true">${pageTexts.finish}</button>
<input type="hidden" name="_token" value="${token}">
<input type="hidden" name="_form" value="${pageForms.version}">
<div class="plain" data-fields>
${
  auth &&
  html`<section aria-labelledby="auth-title">
<h2 id="auth-title"${!hasBoth && html` class="unseen"`}>${pageTexts.credential}</h2>
${methodHint && html`<p class="hint">${methodHint}</p>`}
${formHtml(auth, 'auth', forms)}
</section>`
}
${
  pageForms.config &&
  html`<section aria-labelledby="config-title">
<h2 id="config-title"${!hasBoth && html` class="unseen"`}>${pageTexts.config}</h2>
${pageForms.config.description && html`<p class="hint">${pageForms.config.description}</p>`}
${formHtml(pageForms.config, 'config', forms)}
</section>`
}
</div>
${pageForms.signIns.map(
  ({ id, name }) =>
    html`<button class="finish" type="submit" name="_do" value="${signInOf(id)}">${fill(
      pageForms.signIns.length === 1 ? pageTexts.continue : pageTexts.continueBy,
      { provider: provider.name, method: name },
    )}</button>`,
)}
${hasFinish && html`<button class="finish" type="submit" name="_do" value="finish">${pageTexts.finish}</button>`}
<p class="end">${fill(pageTexts.end, { time })}</p>
</form>
${handed && html`<template data-handed>${handed}</template>`}`,
    form && handed !== null ? scriptHtml(look.assets.basePath, form) : null,
  );
}

/** Links the files of the script that draws the form of the dashboard. The page's own styles come after them. */
const scriptHtml = (basePath: string, { script, styles, imports }: BuiltEntry): Html => {
  const at = (name: string) => `${basePath}${BUILT}${name}`;
  return html`${styles.map((name) => html`<link rel="stylesheet" href="${at(name)}">`)}
${imports.map((name) => html`<link rel="modulepreload" href="${at(name)}">`)}
<script type="module" src="${at(script)}"></script>`;
};

const SIGN_IN = 'sign-in:';

/** The value of the button that signs in with an auth method. */
const signInOf = (methodId: string): string => SIGN_IN + methodId;

/** Reads the auth method of a button that signs in; null for another button. */
export const methodOfButton = (button: string): string | null =>
  button.startsWith(SIGN_IN) ? button.slice(SIGN_IN.length) : null;

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
