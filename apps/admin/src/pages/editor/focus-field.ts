/** Moves the focus to the first control of the field of a place. */
export function focusField(place: string): void {
  const field = [...document.querySelectorAll<HTMLElement>('[data-field]')].find(
    (one) => one.dataset.field === place,
  );
  const control = field?.querySelector<HTMLElement>('input, select, textarea, button');
  (control ?? field)?.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
}
