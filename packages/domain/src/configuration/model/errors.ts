import { errorTexts, problemTexts } from '@berth/kernel';

export const modelErrors = errorTexts({
  inUse: {
    code: 'conflict',
    message: 'This {noun} is in use.',
    hint: 'Archive the aliases and release the holders in dependents first.',
  },
});

export const modelProblems = problemTexts({
  needed: { code: 'invalid_type', message: 'Is required for a model that is no alias.' },
  fixed: { code: 'immutable', message: 'Cannot be changed: create another model.' },
  aliasOfAlias: {
    code: 'alias_of_alias',
    message: 'Names an alias: an alias can stand for a model only.',
  },
  notAi: { code: 'not_ai', message: 'The provider of this deployment has no AI models.' },
  unable: { code: 'unsupported', message: 'The type of the provider cannot do this.' },
  inherited: {
    code: 'inherited',
    message: 'An alias has this from the model that it stands for: leave it out.',
  },
  noSlug: {
    code: 'invalid_type',
    message: 'Is required: the name has no letters or digits that a slug could have.',
  },
});
