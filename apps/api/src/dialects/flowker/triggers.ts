import { webhook } from './data/webhook.ts';
import { FlowkerError } from './errors.ts';
import type { Asked, Reply } from './routes.ts';

const triggers = [webhook];

export const listTriggers = async (): Promise<Reply> => ({
  status: 200,
  body: triggers.map(({ schema: _, ...trigger }) => trigger),
});

export async function getTrigger({ params }: Asked): Promise<Reply> {
  const found = triggers.find(({ id }) => id === params.id);
  if (!found) throw new FlowkerError(404, 'FLK-0210', 'trigger not found');
  return { status: 200, body: { ...found, schema: JSON.stringify(found.schema) } };
}
