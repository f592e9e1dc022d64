import type { FormField } from '@berth/domain';
import type { Page } from 'playwright-core';
import { branchName, itemName, memberName, unionName } from '../../src/setup-page/read-form.ts';

type Members = Record<string, unknown>;
const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

/** Fills in a form in the way of a visitor: picks, adds items, types. Members that the form lacks stay out. */
export async function fillForm(page: Page, field: FormField, name: string, value: unknown): Promise<void> {
  const control = page.locator(`[name="${name}"]:visible`);
  switch (field.kind) {
    case 'constant':
      return;
    case 'group': {
      const members = membersOf(value);
      for (const { name: member, field: below } of field.members) {
        if (Object.hasOwn(members, member))
          await fillForm(page, below, memberName(name, member), members[member]);
      }
      for (const [i, union] of field.unions.entries()) await fillForm(page, union, unionName(name, i), value);
      return;
    }
    case 'union': {
      const index = field.branches.findIndex(({ field: branch }) => fits(branch, value));
      if (index < 0) return;
      await control.selectOption(String(index));
      return fillForm(
        page,
        (field.branches[index] as { field: FormField }).field,
        branchName(name, index),
        value,
      );
    }
    case 'list':
      for (const [i, item] of (value as unknown[]).entries()) {
        await page.locator(`button[value="add:${name}"]`).click();
        await fillForm(page, field.item, itemName(name, i), item);
      }
      return;
    case 'choices':
      for (const one of value as unknown[])
        await page.locator(`[name="${name}"][value="${indexOf(field.options, one)}"]`).check();
      return;
    case 'choice':
      await control.selectOption(String(indexOf(field.options, value)));
      return;
    case 'boolean':
      if (field.preset === null) await control.selectOption(String(value));
      else await control.setChecked(value === true);
      return;
    case 'lines':
      return control.fill((value as unknown[]).join('\n'));
    case 'json':
      return control.fill(JSON.stringify(value));
    default:
      return control.fill(String(value));
  }
}

const indexOf = (options: readonly { value: unknown }[], value: unknown): number =>
  options.findIndex((option) => JSON.stringify(option.value) === JSON.stringify(value));

/** Tells if a branch has no constant that the value lacks, and a member for each of the value. */
export function fits(branch: FormField, value: unknown): boolean {
  if (branch.kind !== 'group') return branch.kind === (typeof value === 'string' ? 'text' : typeof value);
  const members = membersOf(value);
  return branch.members.every(({ name, field }) =>
    field.kind === 'constant'
      ? members[name] === field.value
      : !field.required || Object.hasOwn(members, name),
  );
}
