import type { ResourceDescription } from '@berth/client/resources';
import { common } from '../words/common.ts';
import { listWords } from '../words/list.ts';
import { titleOfMember } from './columns.ts';
import type { ListState } from './list-state.ts';
import { shortId } from './row.ts';

export type Filter = ResourceDescription['filters'][number];

/** A filter that is set, as the list shows it. */
export interface Chip {
  /** The parameter in the URL: `status`, or `created_at[gte]`. */
  parameter: string;
  label: string;
}

/** Names a parameter in words: `created_at[gte]` → `Created from`. */
export function titleOfParameter(parameter: string): string {
  const [, name = parameter, end = ''] = /^(.+)\[(\w+)\]$/.exec(parameter) ?? [];
  return [titleOfMember(name), listWords.ends[end]].filter(Boolean).join(' ');
}

const wordOf = (value: string): string =>
  value === 'true' ? common.yes : value === 'false' ? common.no : shortId(value).replaceAll('_', ' ');

/** Lists the filters that are set. */
export const chipsOf = ({ filters }: ListState): Chip[] =>
  Object.entries(filters).map(([parameter, values]) => ({
    parameter,
    label: `${titleOfParameter(parameter)}: ${values.map((value) => (value.includes('_') && /_[0-9a-z]{26}$/.test(value) ? shortId(value) : wordOf(value))).join(', ')}`,
  }));

/** Returns the filters of a state with one parameter set; without values it is removed. */
export function withFilter(
  state: ListState,
  parameter: string,
  values: readonly string[],
): ListState['filters'] {
  const { [parameter]: _, ...others } = state.filters;
  return values.length > 0 ? { ...others, [parameter]: values } : others;
}
