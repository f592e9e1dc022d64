import { breathe } from '@berth/kernel';
import { jsonText } from './answer.ts';

/** Writes an answer as JSON. A list is written item by item, so that others run between the items of a long one. */
export async function listOrRowText(body: unknown): Promise<string> {
  await breathe();
  if (!isList(body)) return jsonText(body);
  const texts: string[] = [];
  for (const item of body.items) {
    texts.push(JSON.stringify(item));
    await breathe();
  }
  const { object, items: _, ...rest } = body;
  const members = jsonText(rest).slice(1);
  const more = members.startsWith('}') ? members : `,${members}`;
  return `{"object":${JSON.stringify(object)},"items":[${texts.join(',')}]${more}`;
}

/** True for a list: its members are `object`, `items` and others, in this order. */
export const isList = (body: unknown): body is { object: 'list'; items: unknown[] } =>
  typeof body === 'object' && body !== null && 'object' in body && body.object === 'list' && 'items' in body;
