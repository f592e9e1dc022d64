const GAP = 4;
const EDGE = 8;

/** Places an open popover below an element, or above it where there is no room, within the window. */
export function placeBelow(popover: HTMLElement, anchor: HTMLElement, side: 'start' | 'end' = 'start'): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const left = side === 'start' ? at.left : at.right - width;
  const below = at.bottom + GAP;
  const fits = below + height <= window.innerHeight - EDGE;
  const top = fits ? below : Math.max(EDGE, at.top - GAP - height);
  popover.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
  popover.style.top = `${top}px`;
}
