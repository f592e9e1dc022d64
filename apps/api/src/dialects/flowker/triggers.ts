import type { Asked } from '../../face/route.ts';
import { webhook } from './data/webhook.ts';
import { flowkerErrors } from './errors.ts';

const triggers = [webhook];

export const listTriggers = async () => triggers.map(({ schema: _, ...trigger }) => trigger);

export async function getTrigger({ params }: Asked) {
  const found = triggers.find(({ id }) => id === params.id);
  if (!found) throw flowkerErrors.triggerNotFound();
  return { ...found, schema: JSON.stringify(found.schema) };
}
