import { OPERATIONS, PATCH_BUDGET } from '@berth/json-schema';
import { type Static, Type } from '@sinclair/typebox';
import { about, optional, words } from '../../fields.ts';

const Path = Type.String({ maxLength: 1_000 });
const Anything = Type.Unknown();
const SomeValue = Type.Record(Type.String(), Type.Unknown());

const Operation = Type.Object({
  op: about(
    'An operation of JSON Patch (RFC 6902); or `rename`, which gives a member the name `to`; `default`, which sets `value` where a member is absent; `map`, which changes a scalar by the table `values`.',
    words(...OPERATIONS),
  ),
  path: about(
    'A JSON Pointer into the value. `*` stands for each name and index that there is; the last step of `add`, `default` and `rename` is a name.',
    Path,
  ),
  from: optional(about('For `copy` and `move`: the source. It has as many `*` as `path`.', Path)),
  to: optional(about('For `rename`: the new name.', Type.String({ maxLength: 255 }))),
  value: optional(about('For `add`, `default`, `replace` and `test`.', Anything)),
  values: optional(
    about(
      'For `map`: old scalars and the new ones. Others become `fallback`, or stay.',
      Type.Array(Type.Object({ from: Anything, to: Anything }), { maxItems: PATCH_BUDGET.rows }),
    ),
  ),
  fallback: optional(about('For `map`: the scalar that those outside the table become.', Anything)),
  if_present: optional(
    about('For `copy`, `move`, `remove` and `replace`: pass over an absent place.', Type.Boolean()),
  ),
});

const Migration = Type.Object({
  from: about(
    'The versions whose values it takes: one by its name, `1.x` for `1` and all that begin with `1.`, or `*` for all earlier ones. The narrowest counts.',
    Type.String({ minLength: 1, maxLength: 100 }),
  ),
  patch: about(
    'Operations in order, all or none: a `test` that does not hold passes the patch over.',
    Type.Array(Operation, { minItems: 1, maxItems: PATCH_BUDGET.operations }),
  ),
  tests: about(
    'Values of `from` and what becomes of them. They must pass, and each result must fit `config_schema`.',
    Type.Array(Type.Object({ before: SomeValue, after: SomeValue }), { minItems: 1, maxItems: 20 }),
  ),
});

export const Migrations = Type.Array(Migration, { maxItems: 10 });
export type Migrations = Static<typeof Migrations>;
