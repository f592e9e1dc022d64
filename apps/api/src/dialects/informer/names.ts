/** The members whose names differ from the domain's by more than case. */
const outer: Record<string, string> = { provider_deployment_id: 'providerId' };
const inner: Record<string, string> = { providerId: 'provider_deployment_id' };

/** Spells a name of the domain as this face does: `prompt_ppm` → `promptPpm`. */
export const outerName = (name: string): string =>
  outer[name] ?? name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Spells a name of this face as the domain does: `promptPpm` → `prompt_ppm`. */
export const innerName = (name: string): string =>
  inner[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
