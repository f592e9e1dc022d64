import { isDeepStrictEqual } from 'node:util';
import { invalidData } from '@berth/kernel';
import { readOnly } from '@berth/resource';
import type { TObject } from '@sinclair/typebox';
import type { Context } from 'hono';
import { isLenient } from '../../http/prefer.ts';
import { unknownNames } from '../../http/unknown-names.ts';
import { bodySchema } from '../../openapi/body-schema.ts';
import { informerProblems } from './problems.ts';

/** Members of HAL, which requests may repeat. */
const HAL = ['_links', '_embedded'];
/** Members that only answers have. An update may repeat them, so that a client can send back an answer. */
const ANSWERED = [...HAL, 'id', 'createdAt', 'updatedAt'];

/** Makes the schema of a body of this face. */
export const bodyOf = (
  name: string,
  taken: TObject,
  answered: readonly string[],
  more: object = {},
): TObject => bodySchema(name, taken, [...answered, ...ANSWERED], more);

/**
 * Picks the accepted members of a body. Members that only answers have must be as `show` gives them; without `show`
 * there is no row yet, and they are refused.
 * @throws DomainError `invalid_data` with every such and every unknown member.
 */
export async function membersOf(
  c: Context,
  body: unknown,
  { properties }: TObject,
  show?: () => Promise<object>,
): Promise<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidData([informerProblems.notObject([])]);
  }
  const taken = Object.keys(properties).filter((name) => !properties[name]?.readOnly);
  const answered = Object.entries(body).filter(([name]) => properties[name]?.readOnly && !HAL.includes(name));
  const shown = answered.length > 0 && show ? await show() : {};
  const problems = [
    ...(isLenient(c) ? [] : unknownNames(Object.keys(body), Object.keys(properties), 'unknown_member')),
    ...answered
      .filter(([name, value]) => !isDeepStrictEqual(shown[name as keyof object], value))
      .map(([name]) => readOnly(name)),
  ];
  if (problems.length > 0) throw invalidData(problems);
  return Object.fromEntries(Object.entries(body).filter(([name]) => taken.includes(name)));
}
