import { createHash } from 'node:crypto';
import {
  canonicalJson,
  destinationLeaves,
  getAt,
  toPointer,
  validatorFor,
  withDefaults,
} from '@berth/json-schema';
import type { Context } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { providerVersions, type VersionTest } from '../../catalog/tables/provider-version.ts';
import type { JsonObject } from './document.ts';
import type { Specification } from './secrets.ts';

/** The specification that a value is checked against, and the tests of the versions that have it. */
export interface Terms {
  specification: Specification;
  tests: readonly VersionTest[];
}

/** Reads the terms of a specification, with the tests of every version that has it. */
export async function termsOf(ctx: Context, specification: Specification): Promise<Terms> {
  const versions = await ctx.db
    .select({ test: providerVersions.test })
    .from(providerVersions)
    .where(eq(providerVersions.specification_id, specification.id));
  return { specification, tests: versions.flatMap(({ test }) => test ?? []) };
}

/**
 * Hashes the destinations of a value's secrets: the pointer and content of every leaf that is an address by its format
 * or that a test's URL uses. Defaults count, so that writing one out changes nothing.
 */
export function destinationsOf({ specification, tests }: Terms, value: JsonObject): string {
  const { value: whole } = withDefaults(validatorFor(specification.config_schema), value);
  const pointers = new Set(destinationLeaves(specification.config_schema, whole));
  for (const { url } of tests) {
    for (const [, name = ''] of url.matchAll(/\{([^{}]+)\}/g)) pointers.add(placeOfName(whole, name));
  }
  const named = [...pointers].sort().map((pointer) => [pointer, getAt(whole, pointer) ?? null]);
  return createHash('sha256').update(canonicalJson(named)).digest('base64url');
}

/** The place that a placeholder names: a member of the value, or a path down to one with slashes or dots. */
export const placeOfName = (value: JsonObject, name: string): string =>
  toPointer(Object.hasOwn(value, name) ? [name] : name.split(/[/.]/));
