import { type Static, type TObject, Type } from '@sinclair/typebox';
import { changedDescription, descriptionInput, descriptionView, newDescription } from '../described.ts';
import { Name, nullable, optional, tidy } from '../fields.ts';
import { readToolFilter, ToolFilter, ToolFilterInput } from './tool-filter/index.ts';

/** The members that the views of a deployment, a config and an auth config share. */
export const labelsView = { name: nullable(Type.String()), ...descriptionView, tool_filter: ToolFilter };
type LabelsView = Static<TObject<typeof labelsView>>;

/** Presents those members from the columns of a row. */
export const labelsOf = (row: LabelsView): LabelsView => ({
  name: row.name,
  description: row.description,
  metadata: row.metadata,
  tool_filter: row.tool_filter,
});

/** The shared members that a caller may write. */
export const labels = {
  name: optional(nullable(Name)),
  ...descriptionInput,
  tool_filters: optional(ToolFilterInput),
};
type Labels = Static<TObject<typeof labels>>;

/** The columns of a new row. @throws DomainError `invalid_data`. */
export const newLabels = ({ name, tool_filters, ...described }: Labels) => ({
  name: tidy(name ?? null),
  ...newDescription(described),
  tool_filter: readToolFilter(tool_filters ?? null),
});

/** The columns of a change; undefined for members that were not sent. @throws DomainError `invalid_data`. */
export const changedLabels = ({ name, tool_filters, ...described }: Labels) => ({
  name: tidy(name),
  ...changedDescription(described),
  tool_filter: tool_filters === undefined ? undefined : readToolFilter(tool_filters),
});
