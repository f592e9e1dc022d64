import { model } from '@berth/domain';
import { verbNamed } from '@berth/resource';
import { type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { bodyOf } from './body.ts';
import { Link, linksOf, listView } from './hal-schema.ts';
import { outerName } from './names.ts';
import { listInput } from './query.ts';

export const MODEL_REL = 'inf:model';

/** The sortable members and their columns. */
export const MODEL_SORTS = {
  name: 'name',
  slug: 'slug',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const;

const chat = 'Only models that can chat, if true.';
export const ModelsOfProviderQuery = listInput(MODEL_SORTS, { chat });
export const ModelQuery = listInput(MODEL_SORTS, { chat, includeInternal: 'Include hidden models.' });

/** Members that this face does not have, or has under another name. */
const LEFT_OUT = new Set([
  'object',
  'status',
  'provider_id',
  'provider_deployment_id',
  'referenced_model',
  'reference_count',
  'row_version',
  'archived_at',
]);
export const isShown = (name: string): boolean => !LEFT_OUT.has(name);

/** Converts the members of a resource's schema to their names on this face. */
const outer = (schema: TSchema, isMeant: (name: string) => boolean = () => true): TProperties =>
  Object.fromEntries(
    Object.entries((schema as TObject).properties)
      .filter(([name]) => isMeant(name))
      .map(([name, member]) => [outerName(name), member]),
  );

const text = Type.String();
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const ModelView = Type.Object(
  {
    ...outer(model.wire.view, isShown),
    providerId: text,
    referencedModel: orNull(Type.Object({ id: text, name: text, slug: text, model: text, providerId: text })),
    _links: linksOf({ 'inf:provider': Link, 'inf:referenced-model': Type.Optional(Link) }),
  },
  { $id: 'Model' },
);
export const ModelListView = listView('ModelList', { [MODEL_REL]: Type.Array(ModelView) });

const written = (schema: TSchema): TObject => Type.Object(outer(schema));

const created = written(verbNamed(model, 'create').input as TSchema);
const ANSWERED = ['referencedModel'];

export const CreateModelBody = bodyOf('CreateModel', created, ANSWERED, {
  anyOf: [{ required: ['providerId', 'model'] }, isAlias()],
});
/** The body of a model that is created under its provider's path. */
export const CreateModelOfBody = bodyOf('CreateModelOfProvider', created, ANSWERED, {
  anyOf: [{ required: ['model'] }, isAlias()],
});
export const UpdateModelBody = bodyOf(
  'UpdateModel',
  written(verbNamed(model, 'update').input as TSchema),
  ANSWERED,
);

function isAlias() {
  return { required: ['referencesId'], properties: { referencesId: { type: 'string' } } };
}
