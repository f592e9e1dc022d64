import type { Static, TObject } from '@sinclair/typebox';
import { Description, Metadata, Name, nullable, optional, tidy } from '../fields.ts';
import { readToolFilter, ToolFilterInput } from './tool-filter.ts';

/** What may be written of a deployment, a config and an auth config alike. */
export const labels = {
  name: optional(nullable(Name)),
  description: optional(nullable(Description)),
  metadata: optional(nullable(Metadata)),
  tool_filters: optional(ToolFilterInput),
};
type Labels = Static<TObject<typeof labels>>;

/** The columns of a new row. @throws DomainError `invalid_data`. */
export const newLabels = ({ name, description, metadata, tool_filters }: Labels) => ({
  name: tidy(name ?? null),
  description: tidy(description ?? null),
  metadata: metadata ?? null,
  tool_filter: readToolFilter(tool_filters ?? null),
});

/** The columns of a change; undefined where the caller sent nothing. @throws DomainError `invalid_data`. */
export const changedLabels = ({ name, description, metadata, tool_filters }: Labels) => ({
  name: tidy(name),
  description: tidy(description),
  metadata,
  tool_filter: tool_filters === undefined ? undefined : readToolFilter(tool_filters),
});
