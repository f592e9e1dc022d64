import { type Static, Type } from '@sinclair/typebox';
import { descriptionView } from '../described.ts';
import { Identifier, nullable } from '../fields.ts';
import { times, timesOf } from '../stamps.ts';

/** The schema of a deployment or a config inside another object. */
const previewOf = <O extends string>(object: O) =>
  Type.Object({
    object: Type.Literal(object),
    id: Identifier,
    is_default: Type.Boolean(),
    name: nullable(Type.String()),
    ...descriptionView,
    provider_id: Identifier,
    ...times,
  });

export const DeploymentPreview = previewOf('provider.deployment#preview');
export type DeploymentPreview = Static<typeof DeploymentPreview>;
export const ConfigPreview = previewOf('provider.config#preview');
export type ConfigPreview = Static<typeof ConfigPreview>;

/** The columns behind a preview. */
export type PreviewPart = Omit<DeploymentPreview, 'object' | 'is_default'>;

/** The deployment of a row, as it is read with the row; null for none. */
export type DeploymentPart = (PreviewPart & { is_default: boolean }) | null;

/** Presents a preview. The caller decides the value of `is_default`. */
export function presentPreview<O extends string>(object: O, row: PreviewPart, isDefault: boolean) {
  return {
    object,
    id: row.id,
    is_default: isDefault,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    provider_id: row.provider_id,
    ...timesOf(row),
  };
}

export const presentDeploymentPreview = (row: DeploymentPart): DeploymentPreview | null =>
  row && presentPreview('provider.deployment#preview', row, row.is_default);
