import {
  type Bundle,
  bundleSchemas,
  inTaken,
  lintWarnings,
  parsePointer,
  toPointer,
} from '@berth/json-schema';
import { breathe, invalidData, type Problem } from '@berth/kernel';
import type { SpecificationInput, Warning } from './schema.ts';

/** A specification's config schema as one document, and the schemas that came with it. */
export interface HandedIn {
  readonly input: SpecificationInput;
  /** A warning for each schema to which no reference leads. */
  readonly unused: readonly Warning[];
  /** Moves a remark on the document to the schema that was sent. */
  readonly located: <R extends { path: string[] }>(remark: R) => R;
}

/**
 * Puts the schemas of `schemas` among the definitions of `config_schema`. `path` leads to the content in the body.
 *
 * @throws DomainError `invalid_data` when they cannot be put together.
 */
export async function withHandedIn(input: SpecificationInput, path: string[]): Promise<HandedIn> {
  const bundle = await bundleSchemas(input.config_schema, input.schemas ?? {}, breathe);
  if (bundle.problems.length > 0) throw invalidData(bundle.problems.map((one) => inBody(one, path)));
  return {
    input: { ...input, config_schema: bundle.schema as SpecificationInput['config_schema'] },
    unused: bundle.unused.map((uri) => ({
      ...lintWarnings.unused(),
      path: [...path, 'schemas', uri],
    })),
    located: (remark) => ({ ...remark, path: locate(remark.path, bundle, path) }),
  };
}

function inBody({ uri, path: pointer, code, message }: Bundle['problems'][number], path: string[]): Problem {
  const at = uri === undefined ? ['config_schema'] : ['schemas', uri];
  return { code, message, path: [...path, ...at, ...(parsePointer(pointer) ?? [])] };
}

function locate(place: string[], bundle: Bundle, path: string[]): string[] {
  const [member, ...inside] = place.slice(path.length);
  if (member !== 'config_schema') return place;
  const found = inTaken(bundle, toPointer(inside));
  return found === undefined ? place : [...path, 'schemas', found.uri, ...(parsePointer(found.path) ?? [])];
}
