import type { DetailTab } from '../detail/tab.ts';
import { configurationTabs } from './configuration/tabs.ts';

/** The tabs that the pages of rows have beside the overview, by the path of the resource. A subject adds its own here. */
export const rowTabs: Readonly<Record<string, readonly DetailTab[]>> = { ...configurationTabs };
