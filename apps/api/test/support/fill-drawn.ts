import { childPointer, type FormField } from '@berth/domain';
import type { Frame, Locator, Page } from 'playwright-core';
import { fits } from './fill-form.ts';

const at = (name: string, value: string) => `[${name}=${JSON.stringify(value)}]`;
const membersOf = (value: unknown) => (value ?? {}) as Record<string, unknown>;

/** Finds the control of a field in the form of the dashboard on a setup page. */
export const drawnField = (page: Page | Frame, part: 'auth' | 'config', place: string): Locator =>
  page.locator(`[data-part="${part}"] ${at('data-path', place)}`);

/**
 * Fills in the form of the dashboard in the way of a person: picks, adds items, types. `part` holds the form; `field`
 * has the fields of the setup page for the same schema.
 */
export async function fillDrawn(
  part: Locator,
  field: FormField,
  value: unknown,
  place = '',
  around = '',
): Promise<void> {
  switch (field.kind) {
    case 'constant':
      return;
    case 'group':
      for (const { name, field: member } of field.members) {
        const members = membersOf(value);
        if (Object.hasOwn(members, name))
          await fillDrawn(part, member, members[name], childPointer(place, name));
      }
      for (const [i, union] of field.unions.entries())
        await fillUnion(part, union, value, place, `${around}${i}`);
      return;
    case 'union':
      return fillUnion(part, field, value, place, `${around}0`);
    case 'list':
      for (const [i, item] of (value as unknown[]).entries()) {
        await part
          .locator(`${at('data-field', place)} [data-add]`)
          .last()
          .click();
        await fillDrawn(part, field.item, item, `${place}/${i}`);
      }
      return;
    default:
      return fillLeaf(part, field, value, place);
  }
}

type Union = Extract<FormField, { kind: 'union' }>;

async function fillUnion(part: Locator, field: Union, value: unknown, place: string, union: string) {
  const index = field.branches.findIndex(({ field: branch }) => fits(branch, value));
  const branch = field.branches[index]?.field;
  if (!branch) return;
  await part.locator(at('data-pick', `${place}#${union}`)).selectOption(String(index));
  await fillDrawn(part, branch, value, place, `${union}.${index}.`);
}

/** Fills in one field; a list of texts, and a map of them, has one for each. */
async function fillLeaf(part: Locator, field: FormField, value: unknown, place: string): Promise<void> {
  const control = part.locator(at('data-path', place));
  if ((await control.count()) === 0) {
    for (const [name, one] of Object.entries(membersOf(value))) {
      const frame = part.locator(at('data-field', place)).first();
      if (Array.isArray(value)) await frame.locator('[data-add]').last().click();
      else {
        await frame.locator('[data-add-name]').last().fill(name);
        await frame.locator('[data-add-name]').last().press('Enter');
      }
      await fillLeaf(part, field, one, childPointer(place, name));
    }
    return;
  }
  const first = control.first();
  const kind = await first.evaluate((one) => one.getAttribute('type') ?? one.localName);
  const labels = [value].flat().map((one) => labelOf(field, one));
  if (kind === 'select') await first.selectOption({ label: labels[0] ?? '' });
  else if (kind === 'radio' || kind === 'checkbox') {
    for (const label of labels) {
      await part
        .locator(`label:has(${at('data-path', place)})`)
        .filter({ hasText: new RegExp(`^${label.replace(/[^\w ]/g, '\\$&')}$`) })
        .locator('input')
        .check();
    }
  } else if ((await first.getAttribute('data-json')) !== null) await first.fill(JSON.stringify(value));
  else await first.fill(String(value));
}

function labelOf(field: FormField, value: unknown): string {
  if (field.kind === 'boolean') return value === true ? 'Yes' : 'No';
  const options = field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
  return options.find((option) => JSON.stringify(option.value) === JSON.stringify(value))?.label ?? '';
}
