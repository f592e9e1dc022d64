/*
 * Makes the form of a setup page handier: it shows only the picked part of a picker, adds and removes items of lists
 * without a request, and sends the form once. Without this file the form works too. The form of the
 * dashboard, once it is built, takes the place of the fields, unless somebody has begun to fill them in.
 */

/** The children of an element that match a selector. */
const own = (element, selector) => [...element.children].filter((child) => child.matches(selector));

const form = document.querySelector('form[data-setup]');

if (form) {
  document.documentElement.classList.add('scripted');
  prepare(form);
  form.addEventListener('submit', sendOnce);
  form.addEventListener('input', () => {
    form.dataset.touched = '';
  });
}
document.querySelector('[data-focus]')?.focus();

/** Prepares the pickers and lists in a part of the form. */
function prepare(part) {
  for (const union of part.querySelectorAll('[data-union]')) preparePicker(union);
  for (const list of part.querySelectorAll('[data-list]')) prepareList(list);
}

/** Shows the picked branch. The fields of the others are disabled, so that they are not sent. */
function preparePicker(union) {
  const [picker] = own(union, 'select');
  if (!picker) return;
  const show = () => {
    for (const branch of own(union, '[data-branch]')) {
      const isPicked = branch.dataset.branch === picker.value;
      branch.hidden = !isPicked;
      branch.disabled = !isPicked;
    }
  };
  picker.addEventListener('change', show);
  show();
}

function prepareList(list) {
  const [add] = own(list, '[data-add]');
  const [template] = own(list, 'template');
  let next = own(list, '[data-item]').length;
  const isUsed = (index) => list.querySelector(`input[name$="/+${index}"]`) !== null;
  add.addEventListener('click', (event) => {
    event.preventDefault();
    while (isUsed(next)) next += 1;
    const item = filled(template, list.dataset.mark, next).firstElementChild;
    const number = own(list, '[data-item]').length + 1;
    own(item, 'legend')[0].append(` ${number}`);
    add.before(item);
    prepare(item);
    next += 1;
    count();
    item.querySelector('input:not([type="hidden"]), select, textarea')?.focus();
  });
  list.addEventListener('click', (event) => {
    const button = event.target.closest('[data-remove]');
    const item = button?.closest('[data-item]');
    if (item?.parentElement !== list) return;
    event.preventDefault();
    item.remove();
    count();
    (add.hidden ? own(list, '[data-item]').at(-1)?.querySelector('input, select') : add)?.focus();
  });
  const count = () => {
    add.hidden = own(list, '[data-item]').length >= Number(list.dataset.most) || next >= 50;
  };
}

/** Copies a template, with an index in the place of its mark. */
function filled(template, mark, index) {
  const copy = template.content.cloneNode(true);
  const inId = [...mark]
    .map((sign) => (/[a-zA-Z0-9-]/.test(sign) ? sign : `_${sign.charCodeAt(0).toString(16)}_`))
    .join('');
  replaceIn(copy);
  return copy;

  function replaceIn(part) {
    for (const element of part.querySelectorAll('*')) {
      for (const { name, value } of [...element.attributes]) {
        const changed = name === 'data-mark' ? value : value.replaceAll(mark, index).replaceAll(inId, index);
        if (changed !== value) element.setAttribute(name, changed);
      }
      if (element.localName === 'template') replaceIn(element.content);
    }
  }
}

/** Sends the form once: a second click would be a second try. */
function sendOnce(event) {
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'true';
  setTimeout(() => {
    for (const button of form.querySelectorAll('.finish')) button.disabled = 'sent' in form.dataset;
  });
}

addEventListener('pageshow', () => {
  if (!form) return;
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('.finish')) button.disabled = false;
});
