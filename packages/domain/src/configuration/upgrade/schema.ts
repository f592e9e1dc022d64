import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, optional, words } from '../../fields.ts';

/** The kinds of rows with a value of a provider, in the order in which a report visits them. */
export const OWNERS = ['provider.config', 'provider.config_vault', 'provider.auth_config'] as const;
export type OwnerName = (typeof OWNERS)[number];

const paging = {
  passes: optional(
    about('List only the rows that pass, or only those that break. All are counted.', Type.Boolean()),
  ),
  limit: optional(
    about(
      'The most rows to list: 20 by default, and all in JSON lines. All are counted.',
      Type.Integer({ minimum: 1, maximum: 100 }),
    ),
  ),
  after: optional(
    about(
      'Start behind this row: the `position` of an earlier answer or line. Earlier rows are not counted.',
      Identifier,
    ),
  ),
  progress: optional(
    about(
      'Answer JSON lines: each listed row, the progress after each batch, then the report.',
      Type.Boolean(),
    ),
  ),
};

export const ImpactInput = Type.Object({
  against: optional(
    about(
      'An earlier version of the same provider: only rows on its specification are checked.',
      nullable(Identifier),
    ),
  ),
  provider_deployment_id: optional(
    about(
      'Only rows of this deployment are checked, also when it is locked. By default, those of unlocked deployments and those of none.',
      nullable(Identifier),
    ),
  ),
  ...paging,
});
export type ImpactInput = Static<typeof ImpactInput>;

export const PreviewInput = Type.Object({
  provider_version_id: about('The version to upgrade to, of the provider of the deployment.', Identifier),
  ...paging,
});
export type PreviewInput = Static<typeof PreviewInput>;

const Misfit = Type.Object({
  path: about('The place in the value, as a JSON Pointer.', Type.String()),
  code: Type.String(),
  message: Type.String(),
});

export const ImpactItem = Type.Object({
  object: Type.Literal('provider.version.impact.item'),
  of: words(...OWNERS),
  id: Identifier,
  handle: about('The handle of a config.', nullable(Type.String())),
  name: nullable(Type.String()),
  specification_id: about('The specification that the value fits now.', Identifier),
  passes: about(
    'True when the value fits the new specification as well. Null when that depends on the content of a secret, and this request may not try secrets against a schema of the instance.',
    nullable(Type.Boolean()),
  ),
  migrated: about(
    'True when the migrations to the version change the value. The errors are those after them.',
    Type.Boolean(),
  ),
  errors: about('The problems of the value with the new specification, at most 100.', Type.Array(Misfit)),
});
export type ImpactItem = Static<typeof ImpactItem>;

const amount = (description: string) => about(description, Type.Integer({ minimum: 0 }));

export const ImpactCounts = Type.Object({
  checked: amount('The rows whose values were opened and checked.'),
  passes: amount('Those that fit.'),
  breaks: amount('Those that do not fit.'),
  undecided: amount('Those with `passes: null`.'),
  migrated: amount('Those whose value a migration changes, and which then fit.'),
});
export type ImpactCounts = Static<typeof ImpactCounts>;

const position = about(
  'The last row that was checked, to continue behind; null for none.',
  nullable(Identifier),
);

export const ImpactProgress = Type.Object({
  object: Type.Literal('provider.version.impact.progress'),
  counts: ImpactCounts,
  total: amount('The rows to check, as counted at the start.'),
  position,
});
export type ImpactProgress = Static<typeof ImpactProgress>;

const report = {
  provider_version_id: Identifier,
  provider_id: Identifier,
  specification_id: about('The specification that the values were checked with.', Identifier),
  against: nullable(Identifier),
  provider_deployment_id: nullable(Identifier),
  covers: about(
    'The kinds of rows that the key may read. No others are in the report.',
    Type.Array(words(...OWNERS)),
  ),
  counts: ImpactCounts,
  partial: about('True when rows behind `position` were not checked.', Type.Boolean()),
  hint: about('How to have all rows checked, when the report is partial.', nullable(Type.String())),
  position,
  events: about(
    'The number of audit events of the instance before the report and after it, with that of the report; null for a key with a reach, which is told nothing of the rows outside.',
    nullable(Type.Object({ before: Type.Integer(), after: Type.Integer() })),
  ),
  settled: about(
    'True when nothing else was written in the instance meanwhile: all rows were then checked as they stood together. Null for a key with a reach.',
    nullable(Type.Boolean()),
  ),
};

export const ImpactView = Type.Object({
  object: Type.Literal('provider.version.impact'),
  ...report,
  items: about(
    'The listed rows: configs, then vaults, then auth configs, each by id.',
    Type.Array(ImpactItem),
  ),
  pagination: about(
    'Tells if further rows are to be listed behind the last item.',
    Type.Object({ has_more_before: Type.Boolean(), has_more_after: Type.Boolean() }),
  ),
});
export type ImpactView = Static<typeof ImpactView>;

/** The last of the JSON lines: the report without rows, which stand in the lines before it. */
export const ImpactEnd = Type.Object({ object: Type.Literal('provider.version.impact.end'), ...report });
export type ImpactEnd = Static<typeof ImpactEnd>;

export const ImpactLine = Type.Union([ImpactItem, ImpactProgress, ImpactEnd]);
