import type { Page } from 'playwright-core';

export interface LeafChange {
  path: string[];
  /** The resolved value after the change. */
  expected: (before: Record<string, unknown>) => Record<string, unknown>;
}

const unescaped = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~');

/**
 * Changes one leaf of the form on a page in the way of a person: replaces a stored secret, else changes a text, else
 * picks yes or no, another number or another option, else fills in an empty field. Returns null when no field takes it.
 */
export async function changeOneLeaf(page: Page): Promise<LeafChange | null> {
  const kept = page.locator('[data-kept="kept"] button', { hasText: 'Replace' });
  for (const [i] of (await kept.all()).entries()) {
    const place = await kept
      .nth(i)
      .evaluate((one) => one.closest('[data-path]')?.getAttribute('data-path') ?? '');
    await kept.nth(i).click();
    const input = page.locator(`[data-path=${JSON.stringify(place)}]`);
    if ((await input.count()) === 1 && (await input.getAttribute('data-json')) === null) {
      await input.fill('replaced-by-hand-0000');
      if (await isTaken(page)) return changed(place, 'replaced-by-hand-0000');
    }
    await page
      .getByRole('button', { name: /^Keep the stored/ })
      .first()
      .click();
  }
  const filled = await typedIn(page, 'input[type="text"]', (old, place) => old !== '' && !isItem(place));
  if (filled) return filled;
  const radios = page.locator('input[type="radio"][data-path]:not(:checked)');
  for (const radio of await radios.all()) {
    const place = (await radio.getAttribute('data-path')) ?? '';
    const label = await radio.evaluate((one) => one.closest('label')?.textContent ?? '');
    if (!['Yes', 'No'].includes(label)) continue;
    await radio.check();
    if (await isTaken(page)) return changed(place, label === 'Yes');
  }
  const other =
    (await typedNumber(page)) ?? (await pickedOther(page)) ?? (await ticked(page)) ?? (await chosen(page));
  if (other) return other;
  const whole = await typedWhole(page);
  if (whole) return whole;
  return typedIn(
    page,
    'input:is([type="text"], [type="url"], [type="email"], [type="password"])',
    () => true,
  );
}

const isItem = (place: string) => /\/\d+(\/|$)/.test(place);

/** Types into the first of some fields that takes another text. */
async function typedIn(
  page: Page,
  kind: string,
  isMeant: (old: string, place: string) => boolean,
): Promise<LeafChange | null> {
  const inputs = page.locator(`${kind}[data-path]:enabled:not([readonly]):not([inputmode])`);
  for (const input of await inputs.all()) {
    const old = await input.inputValue();
    const place = (await input.getAttribute('data-path')) ?? '';
    if (!isMeant(old, place)) continue;
    const texts = old === '' ? ['typed-by-hand-0000'] : [`${old}x`, `${old}1`, `x${old}`];
    for (const next of texts) {
      await input.fill(next);
      if (await isTaken(page)) return changed(place, next);
    }
    await input.fill(old);
  }
  return null;
}

/** Adds a member to a value whose schema describes none: the form is one field of JSON. */
async function typedWhole(page: Page): Promise<LeafChange | null> {
  const field = page.locator('textarea[data-json][data-path=""]:enabled');
  if ((await field.count()) === 0) return null;
  const known = JSON.parse((await field.inputValue()) || '{}') as Record<string, unknown>;
  const added = { typed_by_hand: 'typed-by-hand-0000' };
  await field.fill(JSON.stringify({ ...known, ...added }));
  if (await isTaken(page)) return { path: [], expected: (before) => ({ ...before, ...added }) };
  await field.fill(JSON.stringify(known));
  return null;
}

/** Types another number into the first field that takes one. */
async function typedNumber(page: Page): Promise<LeafChange | null> {
  const inputs = page.locator('input[inputmode][data-path]:enabled');
  for (const input of await inputs.all()) {
    const old = await input.inputValue();
    const place = (await input.getAttribute('data-path')) ?? '';
    if (isItem(place)) continue;
    for (const next of old === '' ? [1, 10, 100] : [Number(old) + 1, Number(old) - 1]) {
      await input.fill(String(next));
      if (await isTaken(page)) return changed(place, next);
    }
    await input.fill(old);
  }
  return null;
}

/** Picks another option of the first list of options that takes one: texts alone, whose label is the value. */
async function pickedOther(page: Page): Promise<LeafChange | null> {
  for (const select of await page.locator('select[data-path]:enabled').all()) {
    const old = await select.inputValue();
    const place = (await select.getAttribute('data-path')) ?? '';
    if (isItem(place)) continue;
    const options = await select.locator('option:not([value="-1"], [value="other"])').all();
    for (const option of options) {
      const [value, label] = [(await option.getAttribute('value')) ?? '', (await option.textContent()) ?? ''];
      if (value === old || /^(\d|true$|false$|null$)/.test(label)) continue;
      await select.selectOption(value);
      if (await isTaken(page)) return changed(place, label);
    }
    await select.selectOption(old);
  }
  return null;
}

/** Ticks or clears the first box that is taken. The value is the labels of those that are ticked, in their order. */
async function ticked(page: Page): Promise<LeafChange | null> {
  for (const box of await page.locator('input[type="checkbox"][data-path]:enabled:not(:checked)').all()) {
    const place = (await box.getAttribute('data-path')) ?? '';
    const label = await box.evaluate((one) => one.closest('label')?.textContent ?? '');
    const before = await page
      .locator(`[data-path=${JSON.stringify(place)}]:checked`)
      .evaluateAll((all) => all.map((one) => one.closest('label')?.textContent ?? ''));
    await box.check();
    if (await isTaken(page)) return changed(place, [...before, label]);
    await box.uncheck();
  }
  return null;
}

/** Picks another of a few options, which show as radio buttons. */
async function chosen(page: Page): Promise<LeafChange | null> {
  for (const radio of await page.locator('input[type="radio"][data-path]:enabled:not(:checked)').all()) {
    const place = (await radio.getAttribute('data-path')) ?? '';
    const label = await radio.evaluate((one) => one.closest('label')?.textContent ?? '');
    if (['Yes', 'No', 'Not set'].includes(label) || /^(Default: |\d)/.test(label)) continue;
    await radio.check();
    if (await isTaken(page)) return changed(place, label);
  }
  return null;
}

/** Waits for the server's word on the value; true when it fits. */
async function isTaken(page: Page): Promise<boolean> {
  await page.evaluate('document.activeElement?.blur()');
  await page
    .locator('[data-verdict]:not([data-verdict="checked"])')
    .waitFor({ state: 'attached', timeout: 1_500 })
    .catch(() => undefined);
  await page.locator('[data-verdict="checked"]').waitFor({ state: 'attached' });
  return (await page.locator('[data-verdict]').textContent()) === 'The value fits its schema.';
}

function changed(place: string, content: unknown): LeafChange {
  const path = place.slice(1).split('/').map(unescaped);
  return {
    path,
    expected: (before) => {
      const copy = structuredClone(before);
      let at: Record<string, unknown> = copy;
      for (const step of path.slice(0, -1)) {
        at[step] ??= {};
        at = at[step] as Record<string, unknown>;
      }
      at[path.at(-1) ?? ''] = content;
      return copy;
    },
  };
}
