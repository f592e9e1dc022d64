import { CHANGE_KINDS, type Change, canonicalJson, diffSchemas, SEVERITIES } from '@berth/json-schema';
import { breathe, cutText } from '@berth/kernel';
import { type Static, Type } from '@sinclair/typebox';
import { about, optional, words } from '../../fields.ts';
import type { SpecificationRow } from './presenter.ts';

const OTHER_KINDS = [
  ...(['auth_method_added', 'auth_method_changed', 'auth_method_removed', 'test_changed'] as const),
  ...(['tool_added', 'tool_changed', 'tool_removed'] as const),
  ...(['trigger_added', 'trigger_changed', 'trigger_removed'] as const),
] as const;

const anything = (description: string) => optional(about(description, Type.Unknown()));

/** One change between two specifications of a provider. */
export const ChangeView = Type.Object({
  path: about('The place in the value, as a JSON Pointer; `*` stands for any item or member.', Type.String()),
  kind: words(...CHANGE_KINDS, ...OTHER_KINDS),
  severity: about(
    '`breaking`: a value that fitted does not fit any more, and `witness` is one. `risky`: the same for a value with members that the earlier schema did not describe, or a change of what happens to values that fit. `safe`: proven to refuse nothing that fitted. `unknown`: neither was proven.',
    words(...SEVERITIES),
  ),
  before: anything(
    'The words of the earlier specification, where they are short. Of a tool, a trigger or an auth method, the members that changed.',
  ),
  after: anything('The words of the later specification, likewise.'),
  witness: anything('A whole value that fits the earlier schema and not the later one, as both were asked.'),
  tool: optional(about('The key of the tool that changed.', Type.String())),
  trigger: optional(about('The key of the trigger that changed.', Type.String())),
  auth_method: optional(
    about('The key of the auth method that changed; `path` points into its input.', Type.String()),
  ),
});
export type ChangeView = Static<typeof ChangeView>;

type Content = Pick<
  SpecificationRow,
  'auth_methods' | 'config_schema' | 'config_visibility' | 'destination_paths' | 'secret_paths' | 'tools'
> & { triggers: readonly { key: string }[] };

/** Compares two specifications: the schema and the marks of the config, auth methods, tools and triggers. */
export async function changesBetween(before: Content, after: Content): Promise<ChangeView[]> {
  const changes: ChangeView[] = [
    ...(await diffSchemas(before.config_schema, after.config_schema, breathe)),
    ...marksBetween(before, after),
  ];
  const methods = pairs(before.auth_methods, after.auth_methods);
  for (const [key, one, other] of methods) {
    const change = changeOf('auth_method', key, one, other, METHOD_FACTS);
    if (change !== null) changes.push(change);
    if (one === undefined || other === undefined) continue;
    const inside = await diffSchemas(one.input_schema ?? true, other.input_schema ?? true, breathe);
    changes.push(...inside.map((found: Change) => ({ ...found, auth_method: key })));
  }
  for (const [part, list, facts] of [
    ['tool', 'tools', TOOL_FACTS],
    ['trigger', 'triggers', TRIGGER_FACTS],
  ] as const) {
    for (const [key, one, other] of pairs<{ key: string }>(before[list], after[list])) {
      const change = changeOf(part, key, one, other, facts);
      if (change !== null) changes.push(change);
    }
  }
  return withoutLargeFacts(
    changes.toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)),
  );
}

/** Compares the paths that the versions name themselves, and if all leaves are secret. */
function marksBetween(before: Content, after: Content): ChangeView[] {
  const lists = [
    ['secret', secretPathsOf(before), secretPathsOf(after)],
    ['destination', before.destination_paths ?? [], after.destination_paths ?? []],
  ] as const;
  return lists.flatMap(([mark, earlier, later]) => [
    ...later
      .filter((path) => !earlier.includes(path))
      .map((path): ChangeView => ({ path, kind: `${mark}_added`, severity: 'risky' })),
    ...earlier
      .filter((path) => !later.includes(path))
      .map((path): ChangeView => ({ path, kind: `${mark}_removed`, severity: 'risky' })),
  ]);
}

const secretPathsOf = (content: Content): readonly string[] => [
  ...content.secret_paths,
  ...(content.config_visibility === 'encrypted' ? [''] : []),
];

const TOOL_FACTS = ['name', 'description', 'input_schema', 'output_schema', 'tags'];
const TRIGGER_FACTS = ['name', 'description', 'input_schema', 'output_schema', 'invocation'];
const METHOD_FACTS = ['type', 'name', 'description', 'output_schema', 'scopes', 'oauth'];

/** Finds the change of one named part; null when its facts are the same. */
function changeOf(
  part: 'auth_method' | 'tool' | 'trigger',
  key: string,
  before: object | undefined,
  after: object | undefined,
  facts: readonly string[],
): ChangeView | null {
  const named = { path: '', [part]: key };
  const [one, other] = [before, after].map((row) => factsOf(row, facts));
  if (!one) return { ...named, kind: `${part}_added`, severity: 'safe', after: other };
  if (!other) return { ...named, kind: `${part}_removed`, severity: 'risky', before: one };
  const changed = facts.filter((fact) => canonicalJson(one[fact]) !== canonicalJson(other[fact]));
  if (changed.length === 0) return null;
  const [was, is] = [factsOf(one, changed), factsOf(other, changed)];
  return { ...named, kind: `${part}_changed`, severity: 'risky', before: was, after: is };
}

/** Selects facts of a part; undefined without a part. */
const factsOf = (row: object | undefined, facts: readonly string[]): Record<string, unknown> | undefined =>
  row && Object.fromEntries(facts.map((fact) => [fact, (row as Record<string, unknown>)[fact] ?? null]));

/** The most characters of definitions and values in one answer. */
const MOST_SHOWN = 500_000;

/** Leaves out the definitions and values beyond those that the answer has room for, and cuts long paths. */
function withoutLargeFacts(changes: readonly ChangeView[]): ChangeView[] {
  let room = MOST_SHOWN;
  return changes.map(({ before, after, witness, ...named }) => {
    const bare = { ...named, path: cutText(named.path) };
    const facts = {
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(witness === undefined ? {} : { witness }),
    };
    const length = JSON.stringify(facts).length;
    if (length > room) return bare;
    room -= length;
    return { ...bare, ...facts };
  });
}

/** Pairs two lists by key, in the order of the later one, then what is gone. */
function pairs<Part extends { key: string }>(
  before: readonly Part[],
  after: readonly Part[],
): [string, Part | undefined, Part | undefined][] {
  const earlier = new Map(before.map((part) => [part.key, part]));
  const later = new Map(after.map((part) => [part.key, part]));
  return [...new Set([...later.keys(), ...earlier.keys()])].map((key) => [
    key,
    earlier.get(key),
    later.get(key),
  ]);
}
