import type { PointerProblem } from '@berth/json-schema';
import { type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { filterInSlices } from '@berth/kernel';
import type { MigrationBetween } from '../../../catalog/provider-version/index.ts';
import { carried } from '../content/carried.ts';
import { EMPTY, type JsonObject, overlay, type ValueDocument } from '../content/document.ts';
import { secretsOf, sentAsSecret } from '../content/secrets.ts';
import { type UnitsFrom, unitsFrom } from '../revisions/units.ts';
import { UNKNOWN_BOND } from './moved-items.ts';

/** The own layer of a value after its migration. */
export interface MigratedOwn {
  document: ValueDocument;
  /** The problems of the migration. With any but `send_again` the document is as it was. */
  problems: PointerProblem[];
  /** True when a secret went to another place, or something else to the place of one. */
  hasMoved: boolean;
  /** The places of a secret after the migration: several when it was copied, none when it was left out. */
  placesOf(pointer: Pointer): readonly Pointer[];
  /** The units before the migration that go on after it; absent when the document is as it was. */
  unitsFrom?: UnitsFrom;
}

/** The problem of a secret that the migration left out. */
export const SEND_AGAIN = 'send_again';

/**
 * Migrates the own layer of a value. Over a vault it is partial: operations on places that it lacks are passed over,
 * and nothing is written where the vault provides a member. Each secret stays one and stays bound to its destinations;
 * one without a bond stays without.
 */
export async function migrateOwn(
  { from, migrate }: MigrationBetween,
  own: ValueDocument | null,
  base: ValueDocument | null,
): Promise<MigratedOwn> {
  const document = own ?? EMPTY;
  const effective = overlay(base?.value ?? null, document.value);
  const secrets = await secretsOf(from, effective, sentAsSecret(own, base));
  const mine = new PointerSet(writtenLeaves(document.value));
  const isMine = (pointer: Pointer) => mine.touches(pointer);
  const held = await filterInSlices(secrets, isMine);
  const migrated = await migrate(
    document.value,
    held,
    base === null ? undefined : { value: base.value, secrets: await secretsBelow(from, base, secrets) },
  );
  const problems = [...migrated.problems];
  if (problems.some(({ code }) => code !== SEND_AGAIN))
    return { document, problems, hasMoved: false, placesOf: (pointer) => [pointer] };
  const to = new Map<Pointer, Pointer[]>();
  for (const move of migrated.secrets) to.set(move.from, [...(to.get(move.from) ?? []), move.to]);
  const hidden = new PointerSet(secrets);
  const places = [...migrated.moves.map((move) => move.to), ...migrated.written.map(({ path }) => path)];
  const moved = carried(document, migrated);
  for (const { to: place } of migrated.secrets) moved.bound[place] ??= UNKNOWN_BOND;
  return {
    document: moved,
    problems,
    hasMoved:
      migrated.secrets.some(({ from, to }) => from !== to) || places.some((place) => hidden.touches(place)),
    placesOf: (pointer) => (isMine(pointer) ? (to.get(pointer) ?? []) : [pointer]),
    unitsFrom: unitsFrom(
      { value: document.value, secrets: held },
      { value: moved.value, moves: migrated.secrets },
    ),
  };
}

const secretsBelow = async (
  from: MigrationBetween['from'],
  base: ValueDocument,
  secrets: readonly Pointer[],
): Promise<Pointer[]> => secretsOf(from, base.value as JsonObject, [...Object.keys(base.bound), ...secrets]);
