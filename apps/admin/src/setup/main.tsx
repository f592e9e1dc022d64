import './style.css';
import { createRoot } from 'react-dom/client';
import type { Handed } from './handed.ts';
import { SetupForm } from './setup-form.tsx';

const form = document.querySelector<HTMLFormElement>('form[data-setup]');
const fields = form?.querySelector<HTMLElement>('[data-fields]');
const text = document.querySelector<HTMLTemplateElement>('template[data-handed]')?.content.textContent;

/** True once a field has another content than that of the page. A browser also restores it before any script runs. */
const isBegun = (inputs: Iterable<HTMLInputElement>): boolean =>
  [...inputs].some(
    (one) => one.value !== one.defaultValue || Boolean(one.checked) !== Boolean(one.defaultChecked),
  );

/** Makes the field that says to the server that the form has no fields of the page. */
const mark = () =>
  Object.assign(document.createElement('input'), { type: 'hidden', name: '_drawn', value: '1' });

// A visitor who has begun to fill in the fields of the page goes on with them
if (
  form &&
  fields &&
  text &&
  form.dataset.touched === undefined &&
  !isBegun(fields.querySelectorAll('input, textarea'))
) {
  const handed = JSON.parse(text) as Handed;
  const hadFocus = fields.contains(document.activeElement);
  fields.className = '';
  createRoot(fields).render(<SetupForm form={form} handed={handed} />);
  form.dataset.drawn = '';
  form.append(mark());
  if (hadFocus) requestAnimationFrame(() => fields.querySelector<HTMLElement>('input, select')?.focus());
}
