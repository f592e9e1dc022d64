import './style.css';
import { createRoot } from 'react-dom/client';
import type { Handed } from './handed.ts';
import { SetupForm } from './setup-form.tsx';

const form = document.querySelector<HTMLFormElement>('form[data-setup]');
const fields = form?.querySelector<HTMLElement>('[data-fields]');
const text = document.querySelector<HTMLTemplateElement>('template[data-handed]')?.content.textContent;

// A visitor who has begun to fill in the fields of the page goes on with them
if (form && fields && text && form.dataset.touched === undefined) {
  const handed = JSON.parse(text) as Handed;
  const hadFocus = fields.contains(document.activeElement);
  fields.className = '';
  createRoot(fields).render(<SetupForm form={form} handed={handed} />);
  form.dataset.drawn = '';
  if (hadFocus) requestAnimationFrame(() => fields.querySelector<HTMLElement>('input, select')?.focus());
}
