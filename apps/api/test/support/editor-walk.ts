import type { Page } from 'playwright-core';
import { childPointer, type Field, type UnionField } from '../../../../packages/json-schema/src/index.ts';

export interface Count {
  leaves: number;
  withInput: number;
  branches: number;
}

interface Counting extends Count {
  missing: string[];
}

const attribute = (name: string, value: string) => `[${name}=${JSON.stringify(value)}]`;

/**
 * Walks through the form on a page, beside the fields that the setup page has for the same schema: picks each branch,
 * opens each list, and looks for an input for each leaf.
 */
export async function countLeaves(page: Page, form: Field): Promise<Counting> {
  const counting: Counting = { leaves: 0, withInput: 0, branches: 0, missing: [] };
  await walk(page, form, '', counting, '');
  return counting;
}

async function walk(
  page: Page,
  field: Field,
  place: string,
  counting: Counting,
  around: string,
): Promise<void> {
  if (field.kind === 'group') {
    for (const { name, field: member } of field.members) {
      await walk(page, member, childPointer(place, name), counting, '');
    }
    for (const [i, one] of field.unions.entries())
      await pickEach(page, one, place, counting, `${around}${i}`);
    return;
  }
  if (field.kind === 'union') return pickEach(page, field, place, counting, `${around}0`);
  if (field.kind === 'constant') return;
  if (field.kind === 'list') {
    const list = page.locator(attribute('data-field', place)).first();
    await list.locator('[data-add]').last().click();
    await walk(page, field.item, `${place}/0`, counting, '');
    return;
  }
  await leaf(page, place, counting);
}

/** Picks each branch of a union in turn. `union` is its number at its place, with those of the unions around it. */
async function pickEach(
  page: Page,
  field: UnionField,
  place: string,
  counting: Counting,
  union: string,
): Promise<void> {
  const picker = page.locator(attribute('data-pick', `${place}#${union}`));
  if ((await picker.count()) === 0) return leaf(page, place, counting);
  const options = await picker
    .locator('option:not([value=""])')
    .evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''));
  if (options.length !== field.branches.length) {
    counting.missing.push(`${place} has ${options.length} branches`);
  }
  for (const [i, { field: branch }] of field.branches.entries()) {
    counting.branches += 1;
    await picker.selectOption(options[i] ?? '');
    if (branch.kind !== 'constant') await walk(page, branch, place, counting, `${union}.${i}.`);
  }
}

/** Counts a leaf. A list of texts has a button that adds one, and the kinds of an object may have a picker. */
async function leaf(page: Page, place: string, counting: Counting): Promise<void> {
  counting.leaves += 1;
  const own = await page.locator(attribute('data-path', place)).count();
  const list =
    own > 0
      ? 0
      : await page
          .locator(`${attribute('data-field', place)} :is([data-add], [data-add-name], [data-pick])`)
          .count();
  if (own + list > 0) counting.withInput += 1;
  else counting.missing.push(place);
}
