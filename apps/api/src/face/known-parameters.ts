import { invalidData } from '@berth/kernel';
import { requestErrors } from '../http/errors.ts';
import { unknownNames } from '../http/unknown-names.ts';
import { createSchemas } from '../openapi/schemas.ts';
import type { Parameter, Reference } from '../openapi/types.ts';
import type { Face } from './face.ts';

type RouteOf<F extends Face> = F['routes'][number];

/**
 * Makes the check of a face for the names in a query: a route takes the parameters of its document, in any spelling of
 * lists and windows (`provider_id[0]`, `created_at[gt]`) if the face has those, and no other.
 */
export function parameterCheck<F extends Face>(face: F): (route: RouteOf<F>, url: string) => void {
  const names = new WeakMap<RouteOf<F>, readonly string[]>();
  const known = (route: RouteOf<F>): readonly string[] => {
    const found = names.get(route) ?? namesOf(face, route);
    names.set(route, found);
    return found;
  };
  return (route, url) => {
    const start = url.indexOf('?');
    if (start === -1) return;
    const sent = [...new URLSearchParams(url.slice(start)).keys()];
    const asked = new Set(face.plainParameters ? sent : sent.map(bare));
    const problems = unknownNames(asked, known(route), 'unknown_parameter');
    if (problems.length > 0) throw invalidData(problems, 'query');
  };
}

/**
 * Refuses escapes in the query of a URL that are no UTF-8, which a reader would take for other texts.
 * @throws DomainError `bad_request`.
 */
export function refuseMalformed(url: string): void {
  const start = url.indexOf('?');
  if (start === -1) return;
  try {
    decodeURIComponent(url.slice(start));
  } catch {
    throw requestErrors.malformedQuery();
  }
}

const bare = (name: string): string => /^[^[]*/.exec(name)?.[0] ?? '';

function namesOf<F extends Face>({ document, commonParameters = [] }: F, route: RouteOf<F>): string[] {
  const parameters = document
    .parametersOf(route, createSchemas())
    .map((parameter) => resolved(parameter, document.parameters));
  return [
    ...parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : [])),
    ...commonParameters,
  ];
}

function resolved(parameter: Parameter | Reference, components: Record<string, Parameter> = {}): Parameter {
  if (!('$ref' in parameter)) return parameter;
  const found = components[parameter.$ref.slice(parameter.$ref.lastIndexOf('/') + 1)];
  if (!found) throw new Error(`${parameter.$ref} is not there`);
  return found;
}
