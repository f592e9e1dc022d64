import { DetailPage } from '../detail/detail-page.tsx';
import type { DetailTab } from '../detail/tab.ts';
import { configurationTabs } from './configuration/tabs.ts';
import { editActions } from './editor/edit-action.tsx';

/** The tabs of pages of rows beside the overview, by the path of the resource. A subject adds its own here. */
const TABS: Readonly<Record<string, readonly DetailTab[]>> = { ...configurationTabs };

/** The page of a row of any resource, with the tabs and the buttons of its resource. */
export const RowPage = () => <DetailPage tabs={TABS} actions={editActions} />;
