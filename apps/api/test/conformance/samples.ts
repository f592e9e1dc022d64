import { registry } from '@berth/domain';
import { singularOf } from '@berth/kernel';
import { expansionsOf, type Resource } from '@berth/resource';
import { idOfRow, idsOf, listAll, makeScene, type Row, type Scene } from '../support/conformance-kit.ts';
import type { Harness } from '../support/harness.ts';

/** A value to try a filter with, and the ids of the rows that it must select. */
export interface Sample {
  value: string;
  expected(rows: Row[]): string[];
}

/** The members of a TypeBox object; none for any other schema. */
export function membersOf(schema: unknown): Record<string, { type?: string }> {
  return (schema as { properties?: Record<string, { type?: string }> } | undefined)?.properties ?? {};
}

/**
 * Derives a sample for a filter from the rows: from a member with its name, else from an id of the filter's resource
 * inside a row or a row that it refers to, else from a row that shows one of ours: of that resource, or of the resource
 * that contributes the filter.
 */
export async function findSample(harness: Harness, scene: Scene, name: string): Promise<Sample | null> {
  const rows = (await listAll(scene)).filter((row) => scene.ids.includes(row.id));
  const [row] = rows;
  if (!row) return null;
  const own = row[name];
  if (typeof own === 'string') return { value: own, expected: (all) => showing(all, [name], own) };
  const other = resourceNamed(name);
  if (!other) return null;
  const { prefix } = idsOf(other);
  if (other === scene.resource) return { value: row.id, expected: () => [row.id] };
  const way = wayTo(row, prefix, scene.resource);
  if (way) {
    const value = String(at(row, way)[0]);
    return { value, expected: (all) => showing(all, way, value) };
  }
  const { resource } = scene;
  const [whole] = await listWhole(scene, row.id);
  const further = whole && wayTo(whole, prefix, resource);
  if (further) return { value: String(at(whole, further)[0]), expected: () => [row.id] };
  const contributor = registry.resources.find(
    ({ links }) => links.contributes[resource.entity.name]?.[name] !== undefined,
  );
  return sampleBehind(harness, scene, contributor ?? other, prefix);
}

/** Reads a row with all rows that it refers to. */
async function listWhole(scene: Scene, id: string): Promise<Row[]> {
  const members = [...expansionsOf(registry, scene.resource).keys()];
  if (members.length === 0) return [];
  const expand = members.map((member) => `expand[]=${member}`).join('&');
  return (await listAll(scene, expand)).filter((row) => row.id === id);
}

/**
 * Finds a row of the other resource that shows one of ours, and an id with the prefix: filtering by that id must select
 * our row. For a prefix of its own it is the id of the row.
 */
async function sampleBehind(
  harness: Harness,
  scene: Scene,
  other: Resource,
  prefix: string,
): Promise<Sample | null> {
  const theirs = await makeScene(harness, other, 2);
  const [row] = (await listAll(theirs)).filter((candidate) => theirs.ids.includes(candidate.id));
  if (!row) return null;
  const [whole = row] = await listWhole(theirs, row.id);
  const way = wayTo(row, idsOf(scene.resource).prefix, other);
  const wayToValue = idsOf(other).prefix === prefix ? ['id'] : wayTo(whole, prefix, other);
  if (!way || !wayToValue) return sampleBetween(harness, scene, other);
  const shown = String(at(row, way)[0]);
  scene.client = theirs.client;
  scene.ids = [shown];
  return { value: String(at(whole, wayToValue)[0]), expected: () => [shown] };
}

/** Finds a row of a third resource that embeds one of ours and shows one of the other's. */
async function sampleBetween(harness: Harness, scene: Scene, other: Resource): Promise<Sample | null> {
  const { resource } = scene;
  const embeds = `"const":"${resource.entity.name}"`;
  const third = registry.resources.find(
    (candidate) => candidate !== resource && JSON.stringify(candidate.wire.view).includes(embeds),
  );
  if (!third) return null;
  const theirs = await makeScene(harness, third, 2);
  const [row] = (await listAll(theirs)).filter((candidate) => theirs.ids.includes(candidate.id));
  const ours = row && wayTo(row, idsOf(resource).prefix, third);
  const named = row && wayTo(row, idsOf(other).prefix, third);
  if (!ours || !named) return null;
  const shown = String(at(row, ours)[0]);
  scene.client = theirs.client;
  scene.ids = [shown];
  return { value: String(at(row, named)[0]), expected: () => [shown] };
}

/**
 * Finds the resource of a filter. `provider_config_id` and `provider_specification_id` are named after the paths of
 * their resources, `actor_id` and `identity_id` after their entities.
 */
function resourceNamed(filter: string): Resource | undefined {
  const named = ({ wire: { path } }: Resource) => {
    const plural = path.replaceAll('-', '_');
    return [`${singularOf(plural)}_id`, `${plural}_id`].includes(filter);
  };
  const called = ({ entity: { name } }: Resource) => `${name.slice(name.lastIndexOf('.') + 1)}_id`;
  const { resources } = registry;
  return resources.find(named) ?? resources.find((resource) => called(resource) === filter);
}

const showing = (rows: Row[], way: string[], value: string): string[] =>
  rows.filter((row) => at(row, way).includes(value)).map(idOfRow);

const ITEMS = '*';

/** The values at a place; several when the way leads through the items of a list. */
const at = (value: unknown, [step, ...rest]: string[]): unknown[] => {
  if (step === undefined) return [value];
  const members = step === ITEMS ? (value as unknown[]) : [(value as Record<string, unknown> | null)?.[step]];
  return members.flatMap((member) => at(member, rest));
};

/** The shortest path from a row to an id with the prefix. */
function wayTo(row: unknown, prefix: string, of: Resource): string[] | null {
  let level: { way: string[]; value: unknown }[] = [{ way: [], value: row }];
  const own = idsOf(of).prefix === prefix;
  while (level.length > 0) {
    const found = level.find(({ way, value }) => isIdWith(prefix, value) && !(own && way.join() === 'id'));
    if (found) return found.way;
    level = level.flatMap(({ way, value }) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([key, child]) => ({
            way: [...way, Array.isArray(value) ? ITEMS : key],
            value: child,
          }))
        : [],
    );
  }
  return null;
}

const isIdWith = (prefix: string, value: unknown): boolean =>
  typeof value === 'string' && value.startsWith(prefix) && value.length === prefix.length + 26;
