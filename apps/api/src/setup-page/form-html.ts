import type { FormField, GroupField, UnionField } from '@berth/domain';
import { type Html, html } from './html.ts';
import {
  branchName,
  type Entries,
  indexesOf,
  itemName,
  MOST_ITEMS,
  memberName,
  unionName,
} from './read-form.ts';
import { formTexts } from './texts.ts';

/** The state of a form: the fields that were sent, if it was sent, and the problems by field. */
export interface FormState {
  entries: Entries | null;
  problems: ReadonlyMap<string, readonly string[]>;
}

/**
 * Makes the id of the element of a field. Two names never have the same id: every other sign is written by its number.
 */
export const idOf = (name: string): string =>
  `f-${name.replace(/[^a-zA-Z0-9-]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`)}`;

/** Writes the fields of a form. */
export function formHtml(form: FormField, name: string, state: FormState): Html {
  return form.kind === 'group' ? insideOf(form, name, state) : fieldHtml(form, name, state);
}

const insideOf = (group: GroupField, name: string, state: FormState): Html =>
  html`${group.members.map((member) => fieldHtml(member.field, memberName(name, member.name), state))}
${group.unions.map((union, i) => unionHtml(union, unionName(name, i), state))}`;

function fieldHtml(field: FormField, name: string, state: FormState): Html {
  switch (field.kind) {
    case 'constant':
      return html``;
    case 'group':
      return groupHtml(field, name, state);
    case 'union':
      return unionHtml(field, name, state);
    case 'list':
      return listHtml(field, name, state);
    case 'choices':
      return choicesHtml(field, name, state);
    case 'boolean':
      return field.preset === null ? controlHtml(field, name, state) : switchHtml(field, name, state);
    default:
      return controlHtml(field, name, state);
  }
}

/** Writes a group. One that holds a picker alone is that picker. */
function groupHtml(group: GroupField, name: string, state: FormState): Html {
  const [union] = group.unions;
  if (union && group.members.length === 0 && group.unions.length === 1) {
    const { label, description, required } = group;
    return unionHtml({ ...union, label, description, required }, unionName(name, 0), state);
  }
  return html`<fieldset class="group"${describedBy(group, name, state)}>
<legend>${group.label}${optionalMark(group)}</legend>
${notesOf(group, name, state)}
${insideOf(group, name, state)}
</fieldset>`;
}

/** Writes a picker and its forms. Without a script all forms show, each under its own heading. */
function unionHtml(union: UnionField, name: string, state: FormState): Html {
  const chosen = rawOf(name, state) ?? String(union.preset ?? '');
  const id = idOf(name);
  return html`<fieldset class="union" data-union>
<legend>${union.label}${optionalMark(union)}</legend>
${notesOf(union, name, state)}
<label class="unseen" for="${id}">${formTexts.pick}: ${union.label}</label>
<select id="${id}" name="${name}"${attributes(union, name, state)}>
${union.preset === null && html`<option value="">${union.required ? formTexts.choose : formTexts.none}</option>`}
${union.branches.map(({ label }, i) => optionHtml(String(i), label, chosen))}
</select>
${union.branches.map(({ label, field }, i) => {
  const at = branchName(name, i);
  if (field.kind === 'group' && isUnseen(field)) return null;
  return html`<fieldset class="branch" data-branch="${i}">
<legend>${formTexts.ifPicked} ${label}</legend>
${field.kind === 'group' ? html`${field.description && html`<p class="hint">${field.description}</p>`}${insideOf(field, at, state)}` : fieldHtml(field, at, state)}
</fieldset>`;
})}
</fieldset>`;
}

/** True for a group without a field to see. */
const isUnseen = (group: GroupField): boolean =>
  group.unions.length === 0 && group.members.every(({ field }) => field.kind === 'constant');

type Of<K extends FormField['kind']> = Extract<FormField, { kind: K }>;

/** Writes a list. Its buttons send the form, unless the script adds and removes items itself. */
function listHtml(list: Of<'list'>, name: string, state: FormState): Html {
  const indexes = state.entries
    ? indexesOf(name, state.entries)
    : Array.from({ length: list.least }, (_, i) => i);
  const mark = `{${name.split('/+').length}}`;
  const item = (index: number | string, label: string) => {
    const at = `${name}/+${index}`;
    return html`<fieldset class="item" data-item>
<legend>${label}</legend>
<input type="hidden" name="${at}" value="1">
${formHtml(list.item, at, state)}
<button class="quiet" type="submit" name="_do" value="remove:${at}" data-remove>${formTexts.remove}<span class="unseen"> ${label}</span></button>
</fieldset>`;
  };
  const isFull = indexes.length >= Math.min(list.most, MOST_ITEMS);
  return html`<fieldset class="list" data-list data-most="${list.most}" data-mark="${mark}"${describedBy(list, name, state)}>
<legend>${list.label}${optionalMark(list)}</legend>
${notesOf(list, name, state)}
${indexes.map((index, i) => item(index, `${list.item.label} ${i + 1}`))}
<button class="quiet" type="submit" name="_do" value="add:${name}" data-add${isFull && html` hidden`}>${formTexts.add} ${list.item.label}</button>
<template>${item(mark, list.item.label)}</template>
</fieldset>`;
}

function choicesHtml(field: Of<'choices'>, name: string, state: FormState): Html {
  const sent = state.entries?.get(name);
  const isChosen = (i: number) =>
    state.entries ? !field.secret && (sent?.includes(String(i)) ?? false) : field.preset.includes(i);
  return html`<fieldset class="choices" id="${idOf(name)}" tabindex="-1"${describedBy(field, name, state)}>
<legend>${field.label}${optionalMark(field)}</legend>
${notesOf(field, name, state)}
<div class="options">
${field.options.map(({ label }, i) => {
  const id = `${idOf(name)}-${i}`;
  return html`<div class="check"><input type="checkbox" id="${id}" name="${name}" value="${i}"${isChosen(i) && html` checked`}><label for="${id}">${label}</label></div>`;
})}
</div>
</fieldset>`;
}

function switchHtml(field: Of<'boolean'>, name: string, state: FormState): Html {
  const isOn = state.entries ? rawOf(name, state) === 'true' : field.preset === true;
  const id = idOf(name);
  return html`<div class="field">
<div class="check"><input type="checkbox" id="${id}" name="${name}" value="true"${attributes(field, name, state)}${isOn && html` checked`}><label for="${id}">${field.label}</label></div>
${notesOf(field, name, state)}
</div>`;
}

type Control = Of<'text' | 'number' | 'boolean' | 'choice' | 'lines' | 'json'>;

function controlHtml(field: Control, name: string, state: FormState): Html {
  return html`<div class="field">
<label for="${idOf(name)}">${field.label}${optionalMark(field)}</label>
${notesOf(field, name, state)}
${inputHtml(field, name, state)}
</div>`;
}

function inputHtml(field: Control, name: string, state: FormState): Html {
  const common = html` id="${idOf(name)}" name="${name}"${attributes(field, name, state)}`;
  const known = state.entries ? (field.secret ? '' : (rawOf(name, state) ?? '')) : presetOf(field);
  switch (field.kind) {
    case 'boolean': {
      const options = [optionHtml('true', formTexts.yes, known), optionHtml('false', formTexts.no, known)];
      return html`<select${common}>${blank(field)}${options}</select>`;
    }
    case 'choice':
      return html`<select${common}>${(field.preset === null || field.secret || !field.required) && blank(field)}${field.options.map(
        ({ label }, i) => optionHtml(String(i), label, known),
      )}</select>`;
    case 'lines':
      return html`<textarea${common} rows="4"${plain}>
${known}</textarea>`;
    case 'json':
      return html`<textarea${common} rows="6" class="code"${plain}>
${known}</textarea>`;
    case 'number':
      return html`<input type="text" inputmode="${field.whole ? 'numeric' : 'decimal'}"${common}${plain} value="${known}">`;
    default:
      if (field.multiline)
        return html`<textarea${common} rows="4"${plain}>
${known}</textarea>`;
      return html`<input type="${field.masked ? 'password' : (TYPES[field.format ?? ''] ?? 'text')}"${common}${plain} value="${known}">`;
  }
}

/** Texts of programs are neither corrected nor kept. */
const plain = html` autocomplete="off" autocapitalize="none" spellcheck="false"`;

const TYPES: Readonly<Record<string, string>> = { email: 'email', uri: 'url', 'idn-email': 'email' };

const blank = (field: FormField): Html =>
  html`<option value="">${field.required ? formTexts.choose : formTexts.none}</option>`;

const optionHtml = (value: string, label: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`;

function presetOf(field: Control): string {
  if (field.kind === 'json') return '';
  if (field.kind === 'lines') return field.preset.join('\n');
  return field.preset === null ? '' : String(field.preset);
}

const rawOf = (name: string, { entries }: FormState): string | undefined => entries?.get(name)?.[0];

const optionalMark = ({ required }: FormField): Html | null =>
  required ? null : html` <span class="optional">${formTexts.optional}</span>`;

/** Writes the explanation of a field, what to do again, and its problems. */
function notesOf(field: FormField, name: string, state: FormState): Html {
  const id = idOf(name);
  return html`${hintOf(field) && html`<p class="hint" id="${id}-hint">${hintOf(field) ?? ''}</p>`}
${mustRepeat(field, name, state) && html`<p class="again" id="${id}-again">${formTexts.again}</p>`}
${(state.problems.get(name)?.length ?? 0) > 0 && html`<p class="problem" id="${id}-problem"><span class="unseen">${formTexts.problem}: </span>${state.problems.get(name)?.join(' ') ?? ''}</p>`}`;
}

function hintOf(field: FormField): string | null {
  const more = field.kind === 'lines' ? formTexts.lines : field.kind === 'json' ? formTexts.json : null;
  return [field.description, more].filter((text) => text !== null).join(' ') || null;
}

/** True for a secret that was sent: it is not shown, and must be entered again. */
const mustRepeat = (field: FormField, name: string, state: FormState): boolean =>
  field.secret && LEAVES.has(field.kind) && Boolean(rawOf(name, state));

const LEAVES: ReadonlySet<string> = new Set([
  'text',
  'number',
  'boolean',
  'choice',
  'choices',
  'lines',
  'json',
]);

/** The attributes that tell a screen reader of the notes of a field. */
function attributes(field: FormField, name: string, state: FormState): Html {
  const hasProblem = state.problems.has(name);
  return html`${field.required && html` aria-required="true"`}${hasProblem && html` aria-invalid="true"`}${describedBy(field, name, state)}`;
}

function describedBy(field: FormField, name: string, state: FormState): Html | null {
  const id = idOf(name);
  const notes = [
    hintOf(field) && `${id}-hint`,
    mustRepeat(field, name, state) && `${id}-again`,
    state.problems.has(name) && `${id}-problem`,
  ].filter((note) => typeof note === 'string' && note !== '');
  return notes.length === 0 ? null : html` aria-describedby="${notes.join(' ')}"`;
}

/** Changes the entries as a button of a list asks: `add:<list>` or `remove:<item>`. Any other text changes nothing. */
export function withButton(entries: Entries, button: string): Entries {
  const [, verb, name = ''] = /^(add|remove):(.+)$/.exec(button) ?? [];
  const next = new Map(entries);
  if (verb === 'remove') {
    for (const key of entries.keys()) if (key === name || key.startsWith(`${name}/`)) next.delete(key);
  }
  if (verb === 'add') {
    const used = indexesOf(name, entries);
    const free = (used.at(-1) ?? -1) + 1;
    if (free < MOST_ITEMS) next.set(itemName(name, free), ['1']);
  }
  return next;
}
