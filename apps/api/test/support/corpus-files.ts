import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/*
 * Provider schemas from other projects, with valid values, invalid values and the places of their secrets. They stand
 * beside the project, not in it: a run without them says so and skips their tests.
 */

export interface CorpusFile {
  file: string;
  schema: Record<string, unknown>;
  /** Pointers to the subschemas that mark a secret. */
  secretSchemaPointers: string[];
  /** Null for the schemas that are invalid themselves. */
  instances: {
    valid: Record<string, unknown>;
    /** A value with every property set. */
    validFull?: Record<string, unknown>;
    invalid: Mutant[];
  } | null;
}

/** A valid value with one mistake. */
export interface Mutant {
  kind: string;
  instance: unknown;
  errors: { path: string; keyword: string; message: string }[];
}

const shared = process.env.BERTH_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const folder = resolve(shared, 'corpus/curated');

/** Every file of the corpus; null when the folder is missing. */
export const corpus: CorpusFile[] | null = existsSync(folder) ? readCorpus() : null;

/** The message of a skipped test. */
export const needsCorpus = `${folder} is not there`;
// The reporter of `npm test` does not show why a test was skipped.
if (corpus === null)
  process.stderr.write(`Tests on the corpus of provider schemas are skipped: ${needsCorpus}\n`);

function readCorpus(): CorpusFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => ({
    ...(JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as CorpusFile),
    file: name.slice(0, -'.json'.length),
  }));
}

/** The invalid schemas that the README of the corpus lists: the message and the place of each error. */
export const wrongSchemas: Record<string, { message: string; path: string[] }> = {
  'faros.airbyte-faros-destination': {
    message:
      'leads to "source-specific-configs/spec.json": remote references are not fetched; hand the schema in under schemas',
    path: ['properties', 'source_specific_configs', '$ref'],
  },
  'kamelets.aws-sqs-source': {
    message: 'maximum must be a number',
    path: ['properties', 'maxMessagesPerPoll', 'maximum'],
  },
  'kamelets.chunk-template-action': {
    message: 'type must be one of array, boolean, integer, null, number, object, string',
    path: ['properties', 'template', 'type'],
  },
  'kamelets.google-pubsub-sink': {
    message: 'type must be one of array, boolean, integer, null, number, object, string',
    path: ['properties', 'serviceAccountKey', 'type'],
  },
  'kamelets.salesforce-source': {
    message: 'type must be one of array, boolean, integer, null, number, object, string',
    path: ['properties', 'replayId', 'type'],
  },
};

/** The unknown member that the corpus adds to make a mutant. */
const UNKNOWN = '__unknown__';

/**
 * The place of the mutant's error: the path that the corpus states, or, for a missing or unknown member, the path of
 * that member, whose name the corpus gives in its message.
 */
export function placeOf({ kind, errors }: Mutant): string[] {
  const [first] = errors;
  if (!first) throw new Error('A mutant has an error');
  const at = first.path === '' ? [] : first.path.slice(1).split('/').map(unescaped);
  if (kind === 'additionalProperties') return [...at, UNKNOWN];
  const [, missing] = /^must have required property '(.*)'$/.exec(first.message) ?? [];
  return kind === 'required' && missing !== undefined ? [...at, missing] : at;
}

const unescaped = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');
