import { errorTexts, problemTexts } from '@berth/kernel';

export const aiProviderErrors = errorTexts({
  notDeleted: { code: 'forbidden', message: 'A managed or internal provider cannot be deleted.' },
  onlyCredential: {
    code: 'forbidden',
    message: 'Of a managed or internal provider only the credential can be changed.',
    hint: 'Leave the other members out.',
  },
});

export const aiProviderProblems = problemTexts({
  unknownType: { code: 'unknown_type', message: 'Is no provider type. GET /api/provider-types lists them.' },
  fixedType: {
    code: 'immutable',
    message: 'Cannot be changed: create another provider for another type.',
  },
  unsupported: { code: 'unsupported', message: 'This type of provider takes {types}.' },
});
