/** The paths of the icons, in a box of 16. */
const PATHS = {
  menu: 'M2 4h12M2 8h12M2 12h12',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14',
  close: 'm4 4 8 8m0-8-8 8',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  left: 'M10 3 5 8l5 5',
  right: 'm6 3 5 5-5 5',
  first: 'M11 3 6 8l5 5M4 3v10',
  down: 'm3 6 5 5 5-5',
  plus: 'M8 3v10M3 8h10',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  filter: 'M2 3h12l-4.5 5.5V13l-3-1.5v-3z',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  key: 'M5.5 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM7.8 8 13 2.8M11 4.8l2 2',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.6v.01',
  archive: 'M2 3h12v3H2zM3 6v7h10V6M6.5 8.5h3',
} as const;

export type IconName = keyof typeof PATHS;

/** Shows an icon beside a word, or in a button that has a label. Readers of the screen skip it. */
export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    aria-hidden="true"
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth={name === 'more' ? 2.4 : 1.5}
    strokeLinecap="round"
    strokeLinejoin="round"
    className="shrink-0"
  >
    <path d={PATHS[name]} />
  </svg>
);
