/** The members whose names differ from the domain's by more than case. */
const OUTER = new Map([['provider_deployment_id', 'providerId']]);
const INNER = new Map([...OUTER].map(([inner, outer]) => [outer, inner]));

/** Spells a name in camel case: `api_key` → `apiKey`. */
export const camelName = (name: string): string =>
  name.replaceAll(/(?!^)_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Spells a name in snake case: `apiKey` → `api_key`. */
export const snakeName = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Spells a name of the domain as this face does: `prompt_ppm` → `promptPpm`. */
export const outerName = (name: string): string => OUTER.get(name) ?? camelName(name);

/** Spells a name of this face as the domain does: `promptPpm` → `prompt_ppm`. */
export const innerName = (name: string): string => INNER.get(name) ?? snakeName(name);
