import { RE2JS } from 're2js';

import { type RegexNode, UnsupportedRegex } from './regex-syntax.ts';

/** One search of a text by the linear engine. `reversed` searches the text from its end. */
interface LinearSearch {
  readonly re2: string;
  readonly reversed: boolean;
}

/** A text matches when any alternative matches: its search hits, and all its conditions hit, or miss if negated. */
export interface LinearAlternative {
  readonly search: LinearSearch;
  readonly conditions: readonly { readonly negated: boolean; readonly anyOf: readonly LinearAlternative[] }[];
}

/**
 * Converts a tree into searches that re2js can run in linear time.
 *
 * re2js supports look-behind but not look-ahead, so:
 * - each top-level alternative is searched on its own;
 * - a look-ahead right after a leading `^` becomes a condition of its own (its position is known: 0);
 * - an alternative that still looks ahead, and nowhere behind, is reversed and searched in the reversed text, where
 *   ahead is behind: `a(?!b)c` over `ac` is `c(?<!b)a` over `ca`;
 * - an alternative that looks both ways is refused.
 *
 * @throws UnsupportedRegex
 */
export function linearAlternatives(node: RegexNode): LinearAlternative[] {
  if (node.kind === 'choice') return node.nodes.flatMap(linearAlternatives);
  const nodes = node.kind === 'sequence' ? node.nodes : [node];
  if (nodes[0]?.kind !== 'start') return [{ search: linearSearch(node), conditions: [] }];

  let next = 1;
  const conditions: { negated: boolean; anyOf: LinearAlternative[] }[] = [];
  for (let part = nodes[next]; part !== undefined; part = nodes[next]) {
    if (part.kind === 'look' && part.ahead) {
      const inner: RegexNode[] = part.node.kind === 'choice' ? [...part.node.nodes] : [part.node];
      const anyOf = inner.flatMap((one) => linearAlternatives(anchored(one)));
      conditions.push({ negated: part.negated, anyOf });
    } else if (part.kind !== 'start') {
      break;
    }
    next += 1;
  }
  return [{ search: linearSearch({ kind: 'sequence', nodes: [START, ...nodes.slice(next)] }), conditions }];
}

/**
 * Estimates the instructions of the program of a tree, from below and without compiling it: nested counts multiply.
 */
export function instructionsOf(node: RegexNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.nodes.reduce((sum, part) => sum + instructionsOf(part), 0);
    case 'choice':
      return node.nodes.reduce((sum, part) => sum + instructionsOf(part) + 1, -1);
    case 'look':
      return instructionsOf(node.node) + 2;
    case 'repeat': {
      const body = instructionsOf(node.node);
      const endless = node.max === Number.POSITIVE_INFINITY;
      return endless ? (node.min + 1) * body + 1 : node.min * body + (node.max - node.min) * (body + 1);
    }
    default:
      return 1;
  }
}

/** Compiles for re2js, with look-behind only if needed (it disables re2js's fast automaton). */
export function compileLinear(search: LinearSearch, ignoreCase: boolean): RE2JS {
  const behind = search.re2.includes('(?<') ? RE2JS.LOOKBEHINDS : 0;
  return RE2JS.compile(search.re2, behind | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0));
}

const START: RegexNode = { kind: 'start' };

function anchored(node: RegexNode): RegexNode {
  return { kind: 'sequence', nodes: [START, ...(node.kind === 'sequence' ? node.nodes : [node])] };
}

function linearSearch(node: RegexNode): LinearSearch {
  const reversed = looks(node, true);
  if (reversed && looks(node, false)) throw new UnsupportedRegex('it looks both ahead and behind');
  return { re2: emit(node, reversed), reversed };
}

function looks(node: RegexNode, ahead: boolean): boolean {
  switch (node.kind) {
    case 'look':
      return node.ahead === ahead || looks(node.node, ahead);
    case 'repeat':
      return looks(node.node, ahead);
    case 'sequence':
    case 'choice':
      return node.nodes.some((part) => looks(part, ahead));
    default:
      return false;
  }
}

function emit(node: RegexNode, reversed: boolean): string {
  switch (node.kind) {
    case 'one':
      return node.re2;
    case 'start':
      return reversed ? '\\z' : '\\A';
    case 'end':
      return reversed ? '\\A' : '\\z';
    case 'boundary':
      return node.negated ? '\\B' : '\\b';
    case 'sequence': {
      const parts = node.nodes.map((part) => emit(part, reversed));
      return parts.length === 0 ? '(?:)' : `(?:${(reversed ? parts.reverse() : parts).join('')})`;
    }
    case 'choice':
      return `(?:${node.nodes.map((part) => emit(part, reversed)).join('|')})`;
    case 'look':
      return `(?<${node.negated ? '!' : '='}${emit(node.node, reversed)})`;
    case 'repeat':
      return emitRepeat(node, emit(node.node, reversed));
  }
}

// RE2 allows counts up to 1,000. A larger count of single characters is written as several.
const RE2_COUNT = 1000;
const LONGEST_COUNT = 10_000;

function emitRepeat(node: RegexNode & { kind: 'repeat' }, body: string): string {
  const unit = `(?:${body})`;
  const { min, max } = node;
  const highest = max === Number.POSITIVE_INFINITY ? min : max;
  if (highest > RE2_COUNT && (node.node.kind !== 'one' || highest > LONGEST_COUNT)) {
    throw new UnsupportedRegex(`it counts to ${highest}`);
  }
  const counts: string[] = [];
  for (let left = min; left > 0; left -= RE2_COUNT) counts.push(`{${Math.min(left, RE2_COUNT)}}`);
  if (max === Number.POSITIVE_INFINITY) {
    counts.push('*');
  } else {
    for (let left = max - min; left > 0; left -= RE2_COUNT) counts.push(`{0,${Math.min(left, RE2_COUNT)}}`);
  }
  return counts.length === 0 ? '(?:)' : `(?:${counts.map((count) => unit + count).join('')})`;
}
