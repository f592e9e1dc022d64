import type { Page } from 'playwright-core';

export interface LeafChange {
  path: string[];
  /** The resolved value after the change. */
  expected: (before: Record<string, unknown>) => Record<string, unknown>;
}

const unescaped = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~');

/**
 * Changes one leaf of the form on a page in the way of a person: replaces a stored secret, else types a text, else
 * picks another option. Returns null when the form has no leaf that can take another value safely.
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
  const texts = page.locator('input[type="text"][data-path]:not([readonly]):not([inputmode])');
  for (const input of await texts.all()) {
    const old = await input.inputValue();
    const place = (await input.getAttribute('data-path')) ?? '';
    if (old === '' || /\/\d+(\/|$)/.test(place)) continue;
    for (const next of [`${old}x`, `${old}1`, `x${old}`]) {
      await input.fill(next);
      if (await isTaken(page)) return changed(place, next);
    }
    await input.fill(old);
  }
  const radios = page.locator('input[type="radio"][data-path]:not(:checked)');
  for (const radio of await radios.all()) {
    const place = (await radio.getAttribute('data-path')) ?? '';
    const label = await radio.evaluate((one) => one.closest('label')?.textContent ?? '');
    if (!['Yes', 'No'].includes(label)) continue;
    await radio.check();
    if (await isTaken(page)) return changed(place, label === 'Yes');
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
