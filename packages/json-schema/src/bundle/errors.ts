import { schemaTexts } from '../json/texts.ts';

/** The problems of schemas that are handed in beside the one that refers to them. */
export const bundleProblems = schemaTexts({
  twice: { code: 'duplicate', message: 'is the URI of two schemas' },
  keyUri: { code: 'invalid_uri', message: 'the key must be a URI without a fragment' },
  idUri: { code: 'invalid_uri', message: 'must be a URI without a fragment' },
  otherDraft: { code: 'unknown_draft', message: 'must be of the same draft as config_schema' },
  metaschema: { code: 'unknown_draft', message: 'the metaschema {reason}' },
  vocabulary: {
    code: 'unknown_draft',
    message: 'the metaschema leaves out the vocabulary {vocabulary}, which this schema uses',
  },
  missing: {
    code: 'remote_ref',
    message: 'leads to {uri}, which is not among the schemas handed in{meant}',
  },
});
