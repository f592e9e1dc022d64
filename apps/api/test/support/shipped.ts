import { readdirSync, readFileSync } from 'node:fs';
import {
  compileSchema,
  destinationLeaves,
  getAt,
  type Pointer,
  parsePointer,
  secretLeaves,
  withDefaults,
} from '../../../../packages/json-schema/src/index.ts';

type Json = Record<string, unknown>;

interface Shipped {
  slug: string;
  value: Json;
  /** The destinations of the value, with the defaults of the schema, of other leaves than themselves. */
  destinations: Pointer[];
  /** Merge patches that change the leaf at a pointer, the likeliest to fit first. */
  candidates(pointer: Pointer): Json[];
}

const FOLDER = new URL('../../../../packages/domain/catalog/', import.meta.url);

/** The valid example of each shipped provider whose example has a secret. */
export function publicCatalog(): Shipped[] {
  return readdirSync(FOLDER).flatMap((name): Shipped[] => {
    const { slug, version, examples } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    const { config_schema, config_visibility = 'plain', secret_paths = [], destination_paths = [] } = version;
    const value = examples.valid as Json;
    const secrets = secretLeaves(config_schema, value, {
      visibility: config_visibility,
      marked: secret_paths,
    });
    if (secrets.length === 0) return [];
    const whole = withDefaults(compileSchema(config_schema), value).value as Json;
    const destinations = destinationLeaves(config_schema, whole, destination_paths).filter((pointer) =>
      secrets.some((secret) => secret !== pointer),
    );
    return [{ slug, value, destinations, candidates: (pointer) => candidatesAt(whole, pointer) }];
  });
}

function candidatesAt(whole: Json, pointer: Pointer): Json[] {
  const old = getAt(whole, pointer);
  const others = typeof old === 'number' ? [old + 1] : textsLike(String(old));
  return others
    .filter((other) => other !== old)
    .map((other) => patchOf(whole, parsePointer(pointer) ?? [], other) as Json);
}

const textsLike = (old: string): string[] => [
  old.replace(/^(\w+:\/\/).*$/, '$1elsewhere.test'),
  `x${old}`,
  `${old}x`,
  old.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
  ...['https://api.eu.sendgrid.com/v3', 'https://api.eu.pagerduty.com', 'datadoghq.com', 'us1', 'ashburn'],
];

/** A merge patch that sets one leaf. An array is sent as a whole. */
function patchOf(whole: unknown, [name, ...rest]: string[], other: unknown): unknown {
  if (name === undefined) return other;
  const inner = patchOf(getAt(whole, [name]), rest, other);
  if (!Array.isArray(whole)) return { [name]: inner };
  const isWhole = typeof inner !== 'object' || inner === null;
  return whole.map((item, index) =>
    String(index) !== name ? item : isWhole ? inner : { ...item, ...(inner as object) },
  );
}
