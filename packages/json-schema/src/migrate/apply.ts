import { canonicalJson } from '../json/canonical-json.ts';
import { childPointer, type Pointer, toPointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import type { Work } from '../json/work.ts';
import { DEEPEST } from '../walk/descent.ts';
import { applyProblems } from './errors.ts';
import { measure } from './measure.ts';
import { ANY, isRelocation, type Operation, type Relocation, type Setting } from './operation.ts';
import { placeOver, provides } from './partial.ts';
import { hasSecret, isEqual } from './questions.ts';
import { placeOf, type Spot, select, stepsOf, withTaken } from './select.ts';
import { childOf, copyOf, isHolder, isIndex, literal, type Node } from './tree.ts';

/** The document that operations change in place. */
export interface Document {
  root: Node;
  /** The value that `root` is laid over; null when `root` is a whole value. */
  readonly below: Node | null;
  readonly work: Work;
}

/** `unmet`: a `test` does not hold, so the patch is not meant for this value. */
export type Outcome = 'unmet' | 'done' | PointerProblem;

type Told = { number: number; op: Operation['op'] };
type Of<Name extends Operation['op']> = Extract<Operation, { op: Name }>;

/** Applies one operation. After a problem the document may be changed in part. @throws TooMuchWork */
export function apply(document: Document, operation: Operation, number: number): Outcome {
  const told = { number, op: operation.op };
  if (isRelocation(operation)) return relocate(document, operation, told);
  switch (operation.op) {
    case 'test':
      return ask(document, operation, told);
    case 'add':
    case 'default':
      return set(document, operation, told);
    case 'replace':
      return replace(document, operation, told);
    case 'remove':
      return remove(document, operation, told);
    case 'map':
      return map(document, operation, told);
  }
}

function ask({ root, below, work }: Document, { path, value }: Of<'test'>, told: Told): Outcome {
  const [own] = select(root, path, work);
  const spot = own ?? (below === null ? undefined : select(below, path, work)[0]);
  if (spot === undefined) return 'unmet';
  if (hasSecret(spot.node, work)) return applyProblems.secretAsked(told, placeOf(spot));
  return isEqual(spot.node, value, work) ? 'done' : 'unmet';
}

function set(document: Document, { op, path, value }: Setting, told: Told): Outcome {
  const { work } = document;
  const name = path.at(-1);
  const made = literal(value, op);
  const height = measure(made, work);
  if (name === undefined) return putRoot(document, made, told);
  if (path.length + height > DEEPEST) return tooDeep(toPointer(path), told);
  const isAny = path.includes(ANY);
  const holders = isAny
    ? select(document.root, path.slice(0, -1), work)
    : placeOver(document, path.slice(0, -1), (at) => !provides(document, at, name));
  if (holders.length === 0 && op === 'add' && !isAny && document.below === null)
    return applyProblems.noHolder(told, toPointer(path));
  for (const spot of holders) {
    const { node } = spot;
    if (op === 'default' && (!(node.content instanceof Map) || node.content.has(name))) continue;
    if (isAny && !isHolder(node)) continue;
    if (node.content instanceof Map && !node.content.has(name) && provides(document, stepsOf(spot), name))
      continue;
    measure(made, work);
    const outcome = put(spot, name, literal(value, op), work, told);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

function replace(document: Document, { path, value, ifPresent }: Of<'replace'>, told: Told): Outcome {
  const made = literal(value, 'replace');
  if (path.length + measure(made, document.work) > DEEPEST) return tooDeep(toPointer(path), told);
  const spots = select(document.root, path, document.work);
  if (spots.length === 0) return absent(document, path, ifPresent, told);
  for (const spot of spots) {
    measure(made, document.work);
    const outcome = exchange(document, spot, literal(value, 'replace'), told);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

function remove(document: Document, { path, ifPresent }: Of<'remove'>, told: Told): Outcome {
  const spots = select(document.root, path, document.work);
  if (spots.length === 0) return absent(document, path, ifPresent, told);
  for (const spot of spots.toReversed()) detach(spot, document.work);
  return 'done';
}

function map(document: Document, { path, table, fallback }: Of<'map'>, told: Told): Outcome {
  for (const spot of select(document.root, path, document.work)) {
    const { node } = spot;
    if (hasSecret(node, document.work)) return applyProblems.secretAsked(told, placeOf(spot));
    if (isHolder(node)) continue;
    const old = canonicalJson(node.content);
    const isListed = table.has(old);
    if (!isListed && fallback === null) continue;
    const made = literal(isListed ? table.get(old) : fallback?.value, 'map');
    measure(made, document.work);
    exchange(document, spot, { ...made, origin: node.origin }, told);
  }
  return 'done';
}

function relocate(document: Document, operation: Relocation, told: Told): Outcome {
  const { op, from, path } = operation;
  const { work } = document;
  const spots = select(document.root, from, work);
  if (spots.length === 0) return absent(document, from, operation.ifPresent, told);
  // A value moved to its own place stays (RFC 6902 §4.4)
  if (op !== 'copy' && toPointer(from) === toPointer(path)) return 'done';
  const isItem = spots.some(({ above }) => Array.isArray(above?.node.content));
  if (op === 'rename' && isItem) return applyProblems.noHolder(told, toPointer(path));
  const nodes = spots.map(({ node }) => {
    const height = op === 'copy' || path.length > from.length ? measure(node, work) : 0;
    const isTooDeep = path.length + height > DEEPEST;
    return isTooDeep ? null : op === 'copy' ? copyOf(node) : node;
  });
  if (nodes.includes(null)) return tooDeep(toPointer(path), told);
  if (op !== 'copy') for (const spot of spots.toReversed()) detach(spot, work);
  for (const [index, spot] of spots.entries()) {
    const target = withTaken(path, spot);
    const outcome = place(document, target, nodes[index] as Node, told);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

function place(document: Document, target: readonly string[], node: Node, told: Told): Outcome {
  const name = target.at(-1);
  if (name === undefined) return putRoot(document, node, told);
  const [holder] = placeOver(document, target.slice(0, -1));
  if (holder === undefined) return applyProblems.noHolder(told, toPointer(target));
  if (told.op === 'rename' && childOf(holder.node, name)) return applyProblems.taken(told, toPointer(target));
  return put(holder, name, node, document.work, told);
}

const absent = ({ below }: Document, path: readonly string[], isAllowed: boolean, told: Told): Outcome =>
  isAllowed || below !== null || path.includes(ANY) ? 'done' : applyProblems.absent(told, toPointer(path));

const tooDeep = (at: Pointer, { number }: Told): Outcome =>
  applyProblems.tooDeep({ levels: DEEPEST, number }, at);

/** Puts a node into a holder as `add` does (RFC 6902 §4.1): sets a member, inserts an item. */
function put(spot: Spot, key: string, node: Node, work: Work, told: Told): Outcome {
  const { content } = spot.node;
  if (content instanceof Map) {
    content.set(key, node);
    return 'done';
  }
  const at = () => childPointer(placeOf(spot), key);
  if (!Array.isArray(content)) return applyProblems.noHolder(told, at());
  const index = key === '-' ? content.length : isIndex(key) ? Number(key) : Number.NaN;
  if (!(index <= content.length)) return applyProblems.noIndex(told, at());
  work.spend((content.length - index) / 16);
  content.splice(index, 0, node);
  return 'done';
}

/** Puts a node in place of another. */
function exchange(document: Document, { above, key }: Spot, node: Node, told: Told): Outcome {
  if (above === null) return putRoot(document, node, told);
  const { content } = above.node;
  if (content instanceof Map) content.set(key, node);
  else if (Array.isArray(content)) content[Number(key)] = node;
  return 'done';
}

function putRoot(document: Document, node: Node, told: Told): Outcome {
  if (!(node.content instanceof Map)) return applyProblems.notObject(told);
  document.root = node;
  return 'done';
}

function detach({ above, key }: Spot, work: Work): void {
  const content = above?.node.content;
  if (content instanceof Map) content.delete(key);
  if (!Array.isArray(content)) return;
  work.spend((content.length - Number(key)) / 16);
  content.splice(Number(key), 1);
}
