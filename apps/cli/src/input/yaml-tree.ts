import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { define } from './define.ts';
import { isExact } from './exact-number.ts';
import { inexactNumber, type Position, repeatedMember } from './position.ts';
import { type Fault, yamlErrors } from './yaml-errors.ts';

/** The characters and members that aliases may repeat: a body with more is refused by the server. */
const MOST_COPIED = 1024 * 1024;

const CORE_TAGS = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
]);

/** The content of an anchor. */
interface Anchored {
  value: unknown;
  /** The content as the name of a member; null for a list or an object. */
  name: string | null;
}

/**
 * Makes the JSON value of a parsed document: a tree in which each alias has a copy of its own. The name of a member is
 * its text as written, so that `1.10` is not `1.1`. Members that a plain `<<` merges give way to those beside it.
 * @param what the text, as the message names it. @throws UsageError.
 */
export function treeOf(
  { contents }: Pick<Document, 'contents'>,
  what: string,
  positionOf: (offset: number) => Position,
): unknown {
  const anchors = new Map<string, Anchored | 'open'>();
  let copied = 0;

  const at = (node: unknown): Position | undefined =>
    isNode(node) && node.range ? positionOf(node.range[0]) : undefined;
  const refuse = (fault: Fault, node: unknown): never => {
    throw fault(what, at(node));
  };

  const read = (node: unknown): unknown => {
    if (node === null) return null;
    if (isAlias(node)) return copyOf(anchoredAt(node).value, node);
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return refuse(yamlErrors.kind, node);
    refuseTag(node);
    const { anchor } = node;
    if (anchor !== undefined) anchors.set(anchor, 'open');
    const value = isMap(node) ? objectOf(node) : isSeq(node) ? node.items.map(read) : leafOf(node);
    if (anchor !== undefined) anchors.set(anchor, { value, name: isScalar(node) ? textOf(node) : null });
    return value;
  };

  const refuseTag = (node: Node): void => {
    if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) refuse(yamlErrors.tag, node);
  };

  const anchoredAt = (alias: { source: string }): Anchored => {
    const anchored = anchors.get(alias.source) ?? refuse(yamlErrors.absent, alias);
    return anchored === 'open' ? refuse(yamlErrors.circle, alias) : anchored;
  };

  const copyOf = (value: unknown, alias: unknown): unknown => {
    count(typeof value === 'string' ? value.length : 1, alias);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => copyOf(item, alias));
    const copy = {};
    for (const [name, item] of Object.entries(value)) {
      count(name.length, alias);
      define(copy, name, copyOf(item, alias));
    }
    return copy;
  };

  const count = (length: number, alias: unknown): void => {
    copied += length;
    if (copied > MOST_COPIED) refuse(yamlErrors.copies, alias);
  };

  const leafOf = (node: Scalar): unknown => {
    const { value } = node;
    if (typeof value === 'number' && !isExact(node.source ?? '', value)) return refuse(inexactNumber, node);
    const isLeaf = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    return isLeaf ? value : refuse(yamlErrors.kind, node);
  };

  const objectOf = ({ items }: YAMLMap): object => {
    const members = {};
    const names = new Set<string>();
    const merged: object[] = [];
    let merges = false;
    for (const { key, value } of items) {
      const isMerge = isMergeKey(key);
      const name = isMerge ? '<<' : nameOf(key);
      if (isMerge ? merges : names.has(name)) refuse(repeatedMember, key);
      if (isMerge) {
        merges = true;
        merged.push(...mergedOf(read(value), isNode(value) ? value : key));
      } else {
        names.add(name);
        define(members, name, read(value));
      }
    }
    for (const [name, value] of merged.flatMap((each) => Object.entries(each)))
      if (!Object.hasOwn(members, name)) define(members, name, value);
    return members;
  };

  /** Lists the objects that a `<<` merges, the one that others give way to first. */
  const mergedOf = (value: unknown, node: unknown): object[] =>
    (Array.isArray(value) ? value : [value]).map((each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? each
        : refuse(yamlErrors.merge, node),
    );

  const nameOf = (key: unknown): string => {
    if (!isNode(key)) return '';
    if (isAlias(key)) {
      const name = anchoredAt(key).name ?? refuse(yamlErrors.key, key);
      count(name.length, key);
      return name;
    }
    if (!isScalar(key)) return refuse(yamlErrors.key, key);
    refuseTag(key);
    const name = textOf(key);
    if (key.anchor !== undefined) anchors.set(key.anchor, { value: leafOf(key), name });
    return name;
  };

  return read(contents);
}

const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.type === 'PLAIN' && key.tag === undefined && key.source === '<<';

/** The text of a scalar: one that is no string as it is written. */
const textOf = ({ value, source }: Scalar): string => (typeof value === 'string' ? value : (source ?? ''));
