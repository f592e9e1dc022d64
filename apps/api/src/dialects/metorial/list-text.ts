import { breathe, pageLimits, withMembers } from '@berth/kernel';
import { jsonText } from '../../http/answer.ts';

/** The member, which is not written, that is true for a page that grows towards the beginning of its list. */
export const BACKWARDS = Symbol('backwards');

interface List {
  object: 'list';
  items: unknown[];
  pagination?: { has_more_before: boolean; has_more_after: boolean };
  [BACKWARDS]?: boolean;
}

/**
 * Writes an answer as JSON. A list is written item by item, so that others run between the items of a long one, and a
 * page ends early when its text is long, after one item at least.
 */
export async function listOrRowText(body: unknown): Promise<string> {
  await breathe();
  if (!isList(body)) return jsonText(body);
  const { object, items, pagination, ...rest } = body;
  const backwards = body[BACKWARDS] === true;
  const texts: string[] = [];
  let length = 0;
  for (const item of backwards ? items.toReversed() : items) {
    if (pagination && length > pageLimits.text) break;
    const text = JSON.stringify(item);
    texts.push(text);
    length += text.length;
    await breathe();
  }
  if (backwards) texts.reverse();
  const further =
    texts.length < items.length ? { [backwards ? 'has_more_before' : 'has_more_after']: true } : {};
  const page = pagination && { pagination: withMembers(pagination, further) };
  const members = jsonText(withMembers(rest, page ?? {})).slice(1);
  const more = members.startsWith('}') ? members : `,${members}`;
  return `{"object":${JSON.stringify(object)},"items":[${texts.join(',')}]${more}`;
}

/** True for a list: its members are `object`, `items` and others, in this order. */
export const isList = (body: unknown): body is List =>
  typeof body === 'object' && body !== null && 'object' in body && body.object === 'list' && 'items' in body;
