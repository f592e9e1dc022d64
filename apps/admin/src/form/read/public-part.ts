import { isObject, objectOf, own } from '../../json/json.ts';
import { isWithin, type Path, type Pointer, pointerOf } from '../../json/pointer.ts';
import { kindOf } from '../schema/kind.ts';
import { mergeNodes, type Node } from '../schema/node.ts';
import { underConditions } from '../schema/validator.ts';
import { branchOf } from './branch.ts';

/** Names that usually hold a secret, for schemas that mark none. */
const SECRET_NAME =
  /(pass(word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)s?$/i;
/** A URL with a user or a password. */
const URL_WITH_LOGIN = /:\/\/[^/\s]*@/;

export const hasLogin = (text: string): boolean => URL_WITH_LOGIN.test(text);

export const hasSecretName = (name: string | number | undefined): boolean =>
  typeof name === 'string' && SECRET_NAME.test(name);

export interface PublicPart {
  value: unknown;
  /** The places that are left out. */
  secrets: Pointer[];
}

/**
 * Leaves out of a value what is secret: marked leaves, members that the schema does not describe, texts with a login,
 * and leaves with the name of a secret. The rest may be kept in the browser and shown as JSON.
 */
export function publicPart(root: Node, value: unknown, isSecret: (path: Path) => boolean): PublicPart {
  const secrets: Pointer[] = [];
  const hide = (path: Path): undefined => {
    secrets.push(pointerOf(path));
    return undefined;
  };
  const read = (raw: Node | undefined, content: unknown, path: Path, depth: number): unknown => {
    if (content === undefined) return undefined;
    if (raw === undefined || depth > 40 || raw['x-lazy'] !== undefined) return hide(path);
    if (raw['x-secret'] || isSecret(path)) return hide(path);
    const node = branched(underConditions(raw, content), content);
    if (Array.isArray(content)) {
      const { items } = node;
      const parts = content.map((item, i) =>
        read(Array.isArray(items) ? items[i] : items, item, [...path, i], depth + 1),
      );
      // A list is one leaf: one secret in it takes the list with it
      return secrets.some((place) => isWithin(place, pointerOf(path))) ? hide(path) : parts;
    }
    if (isObject(content)) {
      const entries = Object.entries(content).map(([name, member]): [string, unknown] => {
        const known = own(node.properties, name) as Node | undefined;
        const other = node['x-additional'] ?? node['x-patterns']?.[0]?.node;
        return [name, read(known ?? other, member, [...path, name], depth + 1)];
      });
      return objectOf(entries.filter(([, member]) => member !== undefined));
    }
    const isText = typeof content === 'string';
    if (isText && (hasSecretName(path.at(-1)) || hasLogin(content))) return hide(path);
    return isText && kindOf(node) === 'json' && node.type === undefined ? hide(path) : content;
  };
  return { value: read(root, value, [], 0), secrets: outermost(secrets) };
}

/** Adds to a schema what the branches say that the value is of. */
function branched(node: Node, content: unknown): Node {
  const { 'x-unions': unions, ...rest } = node;
  let merged: Node = rest;
  for (const branches of unions ?? []) {
    const branch = branches[branchOf(branches, { value: content, hidden: [] }) ?? 0];
    if (branch) merged = mergeNodes(merged, branched(underConditions(branch, content), content));
  }
  return merged;
}

/** A list that is left out counts for its items. */
const outermost = (places: readonly Pointer[]): Pointer[] =>
  places.filter((place) => !places.some((other) => other !== place && place.startsWith(`${other}/`)));
