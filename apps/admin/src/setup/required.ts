import type { FormModel } from '../form/model.ts';
import { branchOf } from '../form/read/branch.ts';
import type { Node } from '../form/schema/node.ts';
import { underConditions } from '../form/schema/validator.ts';
import { isObject, objectOf, own } from '../json/json.ts';
import { type Pointer, pointerOf } from '../json/pointer.ts';

/** Finds the branch that was picked, by the place and the number of its union; undefined for none. */
type Picked = (at: Pointer, union: string) => number | undefined;

/**
 * Returns the value of a form, whose required members that are absent have their defaults. The form shows a default
 * without writing it; a visitor who sees one takes the field for filled in.
 */
export function contentOf({ prepared, store, value }: FormModel): unknown {
  const { picks } = store.get();
  return withRequired(prepared.root, value(), (at, union) => picks.get(`${at}#${union}`) ?? undefined);
}

/** `around` has the numbers of the unions and branches around, at the same place, as the form counts them. */
function withRequired(raw: Node, value: unknown, picked: Picked, at: Pointer = '', around = ''): unknown {
  if (Array.isArray(value)) {
    const { items } = raw;
    if (!isObject(items)) return value;
    return value.map((item, i) => withRequired(items as Node, item, picked, `${at}/${i}`));
  }
  if (!isObject(value)) return value;
  const node = underConditions(raw, value);
  const filled = Object.entries(node.properties ?? {}).flatMap(([name, member]): [string, unknown][] => {
    const preset = node.required?.includes(name) ? member['x-default'] : undefined;
    const content = own(value, name) ?? preset;
    if (content === undefined) return [];
    return [[name, withRequired(member, content, picked, at + pointerOf([name]))]];
  });
  const whole = objectOf([...Object.entries(value), ...filled]);
  return (node['x-unions'] ?? []).reduce<unknown>((now, branches, i) => {
    const index = picked(at, `${around}${i}`) ?? branchOf(branches, { value: now, hidden: [] }) ?? -1;
    const branch = branches[index];
    return branch ? withRequired(branch, now, picked, at, `${around}${i}.${index}.`) : now;
  }, whole);
}
