import type { Problem } from '@berth/client';
import { isObject } from '../../../json/json.ts';
import { pointerOf } from '../../../json/pointer.ts';
import type { Remark } from '../schema/remarks.ts';

/** The pasted text, as the content of a version. */
export interface Pasted {
  /** `config_schema` with the further members of a version, such as `tools`. */
  content: Record<string, unknown>;
  /** The place of the content in the text: that of the whole text, `version` of a provider, or around a bare schema. */
  base: readonly string[] | 'schema';
  /** Names that the text gives itself. */
  given: { name?: string; slug?: string; version?: string; description?: string };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const dropAbsent = (given: Record<string, string | undefined>): Pasted['given'] =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** Tells what a pasted value is: a provider, a version, or a schema. Null for anything else. */
export function pastedOf(value: unknown): Pasted | null {
  if (!isObject(value)) return null;
  const { version } = value;
  if (isObject(version) && isObject(version.config_schema)) {
    return {
      content: version,
      base: ['version'],
      given: dropAbsent({
        name: text(value.name),
        slug: text(value.slug),
        description: text(value.description),
        version: text(version.version),
      }),
    };
  }
  if (isObject(value.config_schema))
    return { content: value, base: [], given: dropAbsent({ version: text(version) }) };
  return {
    content: { config_schema: value },
    base: 'schema',
    given: dropAbsent({ name: text(value.title), description: text(value.description) }),
  };
}

/** Makes a slug of a name: `Mail & Co` → `mail-co`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);

/** Turns what the server says about a body into remarks on the text. `sent` is the place of the version in the body. */
export const remarksOn = (
  { base }: Pasted,
  sent: readonly string[],
  said: readonly Pick<Problem, 'path' | 'code' | 'message'>[],
  tone: Remark['tone'],
): Remark[] =>
  said.map(({ path, code, message }) => {
    const isInside = sent.every((step, at) => path[at] === step);
    const inside = isInside ? path.slice(sent.length) : path;
    const isSchema = isInside && inside[0] === 'config_schema';
    return {
      code,
      message,
      tone,
      pointer: isSchema ? pointerOf(inside.slice(1)) : null,
      path: base !== 'schema' ? [...base, ...inside] : isSchema ? inside.slice(1) : [],
    };
  });
