import { isMarkedSecret } from '@berth/client/marks';
import { pointerOf } from '../environment/leaves.ts';
import { kindOf, shown } from './kind.ts';
import {
  branchesOf,
  isSchema,
  keyword,
  partsOf,
  propertiesOf,
  requiredOf,
  type Schema,
  textIn,
} from './schema-node.ts';

/** One member of a value. */
export interface Member {
  /** The dotted path from the value. */
  name: string;
  about: string;
  /** The default of a leaf that is no secret; undefined without one. */
  plainDefault: unknown;
}

/** A titled list of members, as a person reads it. */
export interface Group {
  title: string;
  members: Member[];
}

export interface Secrecy {
  /** True when every leaf is secret. */
  all: boolean;
  /** JSON Pointers to further secret leaves. */
  paths: readonly string[];
}

/** The place of an object within the value. */
interface Place {
  name: string;
  pointer: string;
  isSecret: boolean;
  depth: number;
}

/** A schema can describe endlessly many places. */
const MOST_ROWS = 500;
const MOST_DEPTH = 8;

/** Groups the members that a schema describes: by `group` of a member, by object, and by branch of `oneOf`. */
export function groupsOf(root: Schema, secrecy: Secrecy): Group[] {
  const groups: Group[] = [];
  const titles = groupTitles(root);
  let rows = 0;

  const add = (title: string, parts: readonly Schema[], place: Place): void => {
    const required = requiredOf(parts);
    const inner: (() => void)[] = [];
    const byTitle = new Map<string, Member[]>();
    for (const [member, memberParts] of propertiesOf(root, parts)) {
      if (rows++ >= MOST_ROWS) break;
      const pointer = `${place.pointer}${pointerOf([member])}`;
      const isSecret =
        place.isSecret || memberParts.some(isMarkedSecret) || secrecy.all || secrecy.paths.includes(pointer);
      const name = place.name === '' ? member : `${place.name}.${member}`;
      const below = { name, pointer, isSecret, depth: place.depth + 1 };
      const isGroup = hasMembers(root, memberParts) && place.depth < MOST_DEPTH;
      const group = textIn(memberParts, 'group') || textIn(memberParts, 'x-group');
      const under = group === '' ? title : (titles.get(group) ?? group);
      const found = {
        name,
        about: aboutOf(root, memberParts, { isRequired: required.has(member), isSecret, isGroup }),
        plainDefault: isSecret || isGroup ? undefined : keyword(memberParts, 'default'),
      };
      byTitle.set(under, [...(byTitle.get(under) ?? []), found]);
      if (isGroup) inner.push(() => add(titleOf(memberParts, name), memberParts, below));
    }
    for (const [under, members] of byTitle) groups.push({ title: under, members });
    for (const each of inner) each();
    addBranches(title, parts, place);
  };

  const addBranches = (title: string, parts: readonly Schema[], place: Place): void => {
    const branches = branchesOf(parts).map((branch) => partsOf(root, branch));
    if (place.depth >= MOST_DEPTH || !branches.some((branch) => hasMembers(root, branch))) return;
    for (const [index, branch] of branches.entries()) {
      const name = choiceName(root, branch, index);
      add(`${title}, choice ${index + 1} of ${branches.length}: ${name}`, branch, {
        ...place,
        depth: place.depth + 1,
      });
    }
  };

  add(textIn([root], 'title') || 'Value', partsOf(root, root), {
    name: '',
    pointer: '',
    isSecret: false,
    depth: 0,
  });
  return groups;
}

/** The titles of the groups that members name by id: `groups: [{id, title}]`. */
function groupTitles({ groups }: Schema): Map<string, string> {
  const known = Array.isArray(groups) ? groups.filter(isSchema) : [];
  return new Map(
    known.flatMap(({ id, title }) =>
      typeof id === 'string' && typeof title === 'string' ? [[id, title]] : [],
    ),
  );
}

const hasMembers = (root: Schema, parts: readonly Schema[]): boolean =>
  propertiesOf(root, parts).size > 0 ||
  branchesOf(parts).some((branch) => propertiesOf(root, partsOf(root, branch)).size > 0);

const titleOf = (parts: readonly Schema[], name: string): string => {
  const title = textIn(parts, 'title');
  return title === '' ? name : `${name}: ${title}`;
};

/** Names a branch by its title, or by the constants that tell it from the others. */
function choiceName(root: Schema, parts: readonly Schema[], index: number): string {
  const title = textIn(parts, 'title');
  if (title !== '') return title;
  const constants = [...propertiesOf(root, parts)].flatMap(([name, member]) => {
    const value = keyword(member, 'const');
    return value === undefined ? [] : [`${name} ${shown(value)}`];
  });
  const required = [...requiredOf(parts)].map(String);
  return constants[0] ?? (required.length > 0 ? `with ${required.join(', ')}` : String(index + 1));
}

function aboutOf(
  root: Schema,
  parts: readonly Schema[],
  { isRequired, isSecret, isGroup }: { isRequired: boolean; isSecret: boolean; isGroup: boolean },
): string {
  const fallback = keyword(parts, 'default');
  const examples = keyword(parts, 'examples');
  const about = [textIn(parts, 'title'), textIn(parts, 'description')].filter((text) => text !== '');
  return [
    [
      isRequired ? 'required' : 'optional',
      ...(isSecret && !isGroup ? ['secret'] : []),
      kindOf(root, parts),
    ].join(', '),
    ...about,
    ...(fallback === undefined ? [] : [`Default: ${isSecret ? 'set, not shown' : shown(fallback)}`]),
    ...(Array.isArray(examples) && examples.length > 0
      ? [`For example: ${examples.slice(0, 3).map(shown).join(', ')}`]
      : []),
  ]
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');
}
