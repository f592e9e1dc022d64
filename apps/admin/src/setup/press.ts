let isPressed = false;
const waiting = new Set<() => void>();

const release = () => {
  isPressed = false;
  // After the click
  setTimeout(() => {
    for (const run of waiting) run();
    waiting.clear();
  });
};

addEventListener('pointerdown', () => (isPressed = true), true);
addEventListener('pointerup', release, true);
addEventListener('pointercancel', release, true);

/**
 * Runs at once, or after the press of a pointer that is going on. A press leaves the field that has the focus, before
 * it becomes a click: when the page moves meanwhile, the release hits another place, and the click is lost.
 */
export function whenReleased(run: () => void): void {
  if (isPressed) waiting.add(run);
  else run();
}
