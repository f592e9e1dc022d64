import { dirname } from 'node:path/posix';
import { importsOf, isTest, type SourceFile, type Violation } from './source-files.ts';

/** Reports files that need each other at run time, so that the order of loading decides what works. */
export function checkCycles(files: readonly SourceFile[]): Violation[] {
  const known = new Set(files.map((file) => file.path));
  const graph = new Map(
    files.map((file) => {
      const targets = importsOf(file).flatMap(({ target, typesOnly }) =>
        target !== null && known.has(target) && !typesOnly ? [target] : [],
      );
      return [file.path, new Set(targets)] as const;
    }),
  );
  return circlesIn(graph, graph.keys()).map((circle) => ({
    path: circle[0] ?? '',
    rule: 'no-cycles',
    message: `imports itself by way of ${[...circle.slice(1), circle[0]].join(' → ')}`,
  }));
}

/**
 * Reports folders that import each other, so that none can be understood, moved or tested without the other. Imports of
 * types count: a folder that needs another's types depends on it. The imports of tests do not.
 */
export function checkFolderCycles(files: readonly SourceFile[]): Violation[] {
  const graph = folderGraph(files.filter(({ path }) => !isTest(path) && IN_PACKAGE.test(path)));
  const folders = [...graph.keys()].filter((node) => node.endsWith('/'));
  return circlesIn(graph, folders).flatMap((circle) => {
    const closed = [...circle, circle[0] ?? ''];
    const message = `is in a circle of folders: ${closed.join(' → ')}`;
    return circle.flatMap((node, i) => {
      const step = graph.get(node)?.get(closed[i + 1] ?? '');
      return step === undefined ? [] : [{ ...step, rule: 'no-folder-cycles', message }];
    });
  });
}

const IN_PACKAGE = /^[^/]+\/[^/]+\/src\//;

/** The first import by which one folder reaches another. */
interface Step {
  path: string;
  line: number;
}

function folderGraph(files: readonly SourceFile[]): Map<string, Map<string, Step>> {
  const graph = new Map<string, Map<string, Step>>();
  for (const file of files) {
    const from = nodeOf(file.path);
    const steps = graph.get(from) ?? new Map<string, Step>();
    graph.set(from, steps);
    for (const { target, line } of importsOf(file)) {
      const to = target === null ? from : nodeOf(target);
      if (to !== from && !steps.has(to)) steps.set(to, { path: file.path, line });
    }
  }
  return graph;
}

/** Returns the folder of a file below `src/`, with a trailing slash. A file directly in `src/` stands for itself. */
const nodeOf = (path: string): string =>
  /^[^/]+\/[^/]+\/src\/[^/]+$/.test(path) ? path : `${dirname(path)}/`;

/** The nodes and their imports. */
type Graph = ReadonlyMap<string, { keys(): Iterable<string> }>;

/** Finds the shortest cycle through each start; a start on a cycle already found is skipped. */
function circlesIn(graph: Graph, starts: Iterable<string>): string[][] {
  const circles: string[][] = [];
  for (const start of starts) {
    const circle = circles.some((found) => found.includes(start)) ? [] : shortestCircle(graph, start);
    if (circle.length > 0) circles.push(circle);
  }
  return circles;
}

/** Returns the nodes of the shortest path from a node back to itself, starting with it; empty when there is none. */
function shortestCircle(graph: Graph, start: string): string[] {
  const trails = new Map<string, string[]>([[start, [start]]]);
  // A map that grows during iteration works as a queue
  for (const [node, trail] of trails) {
    for (const next of graph.get(node)?.keys() ?? []) {
      if (next === start) return trail;
      if (!trails.has(next)) trails.set(next, [...trail, next]);
    }
  }
  return [];
}
