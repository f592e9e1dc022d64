import type { RouteRequest } from '../../face/route.ts';
import { webhook } from './data/webhook.ts';
import { flowkerErrors } from './errors.ts';

const triggers = [webhook];

export const listTriggers = async () => triggers.map(({ schema: _, ...trigger }) => trigger);

export async function getTrigger({ params }: RouteRequest) {
  const found = triggers.find(({ id }) => id === params.id);
  if (!found) throw flowkerErrors.triggerNotFound();
  return { ...found, schema: JSON.stringify(found.schema) };
}
