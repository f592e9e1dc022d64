import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/*
 * Provider schemas that nobody here wrote, with values that fit them, values that do not, and where their
 * secrets are. They stand beside the project, not in it: a run without them says so and leaves their tests
 * out.
 */

export interface CorpusFile {
  file: string;
  schema: Record<string, unknown>;
  /** Where the schema marks a secret. */
  secretSchemaPointers: string[];
  /** Null for the schemas that are themselves wrong. */
  instances: {
    valid: Record<string, unknown>;
    /** Every property is set. */
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

/** Every file of the corpus; null when it is not there. */
export const corpus: CorpusFile[] | null = existsSync(folder) ? readCorpus() : null;

/** What a skipped test says. */
export const needsCorpus = `${folder} is not there`;
// The reporter that `npm test` uses does not show why a test was left out.
if (corpus === null)
  process.stderr.write(`Tests on the corpus of provider schemas are skipped: ${needsCorpus}\n`);

function readCorpus(): CorpusFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => ({
    ...(JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as CorpusFile),
    file: name.slice(0, -'.json'.length),
  }));
}

/** The schemas that the README of the corpus lists as wrong: what is wrong, and where. */
export const wrongSchemas: Record<string, { message: string; path: string[] }> = {
  'faros.airbyte-faros-destination': {
    message: 'remote references are not fetched',
    path: ['properties', 'source_specific_configs', '$ref'],
  },
  'kamelets.aws-sqs-source': {
    message: 'maximum must be a number',
    path: ['properties', 'maxMessagesPerPoll', 'maximum'],
  },
  'kamelets.chunk-template-action': {
    message: 'unknown type "binary"',
    path: ['properties', 'template', 'type'],
  },
  'kamelets.google-pubsub-sink': {
    message: 'unknown type "binary"',
    path: ['properties', 'serviceAccountKey', 'type'],
  },
  'kamelets.salesforce-source': {
    message: 'unknown type "long"',
    path: ['properties', 'replayId', 'type'],
  },
};

/** The member that mutants of the corpus have too many. */
const UNKNOWN = '__unknown__';

/**
 * Where the mutant is wrong: the place that the corpus states, or the member there that is missing or too
 * many, which the corpus states in its message.
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
