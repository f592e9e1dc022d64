import { branchOf } from '../form/read/branch.ts';
import type { Node } from '../form/schema/node.ts';
import { underConditions } from '../form/schema/validator.ts';
import { isObject, objectOf, own } from '../json/json.ts';

/**
 * Gives the required members that are absent their defaults. The form shows a default without writing it; a visitor who
 * sees one takes the field for filled in.
 */
export function withRequired(raw: Node, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items } = raw;
    return isObject(items) ? value.map((item) => withRequired(items as Node, item)) : value;
  }
  if (!isObject(value)) return value;
  const node = underConditions(raw, value);
  const filled = Object.entries(node.properties ?? {}).flatMap(([name, member]): [string, unknown][] => {
    const preset = node.required?.includes(name) ? member['x-default'] : undefined;
    const content = own(value, name) ?? preset;
    return content === undefined ? [] : [[name, withRequired(member, content)]];
  });
  const whole = objectOf([...Object.entries(value), ...filled]);
  return (node['x-unions'] ?? []).reduce<unknown>((now, branches) => {
    const branch = branches[branchOf(branches, { value: now, hidden: [] }) ?? -1];
    return branch ? withRequired(branch, now) : now;
  }, whole);
}
