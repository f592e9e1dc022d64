import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { registry } from '@berth/domain';
import { collectionVerbs } from './verbs.ts';

/*
 * The shapes of the contract: the answer of each call of the official client, taken from its types. They stand beside
 * the project, not in it: a run without them says so and skips their tests.
 */

type Shape =
  | { k: 'obj'; fields: { name: string; opt: boolean; t: Shape }[] }
  | { k: 'union'; parts: Shape[] }
  | { k: 'inter'; parts: Shape[] }
  | { k: 'array'; of: Shape }
  | { k: 'prim'; v: string }
  | { k: 'lit'; v: unknown }
  | { k: 'null' };

export interface Call {
  verb: string;
  path: string;
  output: Shape;
}

const shared = process.env.BERTH_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const file = resolve(shared, 'contracts/metorial-shapes.json');

/** Every call that the contract names; null when the file is missing. */
export const contract: Call[] | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;

/** The ending of a skipped test's name. */
export const needsContract = contract ? '' : ` (skipped: ${file} is not there)`;

/** The calls whose first path segment is a resource or an operation of the product. */
export function servedCalls(): Call[] {
  const paths = [
    ...registry.resources.map(({ wire }) => wire.path),
    ...collectionVerbs.map(({ path }) => path),
  ];
  return (contract ?? []).filter((call) => paths.includes(segments(call.path)[0] ?? ''));
}

/**
 * Checks an answer against the contract when the contract names the route. Further members are allowed. @throws Error
 * with the first misfit.
 */
export function checkContract(method: string, url: string, body: unknown): void {
  const calls =
    contract?.filter((candidate) => candidate.verb === method && matches(candidate.path, url)) ?? [];
  // `/imports/schema` is also of the form `/imports/:id`
  const call = calls.find(({ path }) => !path.includes(':')) ?? calls[0];
  if (!call) return;
  const misfit = findMisfit(call.output, body, '');
  if (misfit) throw new Error(`The answer to ${method} ${url} has not the shape of the contract: ${misfit}`);
}

/** Describes the first place where a value does not fit the shape; null when it fits. */
export function findMisfit(shape: Shape, value: unknown, at: string): string | null {
  switch (shape.k) {
    case 'null':
      return value === null ? null : `${at} is not null`;
    case 'lit':
      return value === shape.v ? null : `${at} is not ${JSON.stringify(shape.v)}`;
    case 'prim':
      return isPrimitive(shape.v, value) ? null : `${at} is not a ${shape.v}`;
    case 'array':
      if (!Array.isArray(value)) return `${at} is not an array`;
      return first(value.map((item, index) => findMisfit(shape.of, item, `${at}/${index}`)));
    case 'inter':
      return first(shape.parts.map((part) => findMisfit(part, value, at)));
    case 'union': {
      const misfits = shape.parts.map((part) => findMisfit(part, value, at));
      return misfits.includes(null) ? null : misfits.join(' or ');
    }
    case 'obj':
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return `${at} is not an object`;
      return first(
        shape.fields.map(({ name, opt, t }) => {
          if (Object.hasOwn(value, name)) return findMisfit(t, value[name as never], `${at}/${name}`);
          return opt ? null : `${at}/${name} is missing`;
        }),
      );
  }
}

function isPrimitive(type: string, value: unknown): boolean {
  if (type === 'date') {
    return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  }
  if (type === 'object<string,any>') {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
  return typeof value === type;
}

const first = (misfits: (string | null)[]): string | null =>
  misfits.find((misfit) => misfit !== null) ?? null;

const segments = (path: string): string[] => path.replace(/^\//, '').split('?')[0]?.split('/') ?? [];

function matches(path: string, url: string): boolean {
  const wanted = segments(path);
  const [root = '', ...rest] = segments(url);
  const alias = registry.resources.find((resource) => Object.hasOwn(resource.wire.aliases, root));
  const given = [alias?.wire.path ?? root, ...rest];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith(':') || part === given[index])
  );
}
