import { type Static, Type } from '@sinclair/typebox';
import { descriptionView } from '../../described.ts';
import { about, Identifier, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';

export const AgentView = Type.Object({
  object: Type.Literal('agent'),
  id: Identifier,
  type: about('Always `custom`: Berth runs no MCP clients and no tool calls.', words('custom')),
  status: words('active', 'archived'),
  name: Type.String(),
  ...descriptionView,
  slug: about(
    'A name for programs, made from the first name of the agent. Taken wherever its id is.',
    Type.String(),
  ),
  actor_id: about('The actor that the agent mirrors.', Identifier),
  ...archivable,
});
export type AgentView = Static<typeof AgentView>;
