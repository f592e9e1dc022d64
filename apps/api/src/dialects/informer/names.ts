/** Members that are called otherwise here than in the domain. The rest differs in its case alone. */
const outer: Record<string, string> = { provider_deployment_id: 'providerId' };
const inner: Record<string, string> = { providerId: 'provider_deployment_id' };

/** `prompt_ppm` is `promptPpm` here. */
export const outerName = (name: string): string =>
  outer[name] ?? name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `promptPpm` is `prompt_ppm` in the domain. */
export const innerName = (name: string): string =>
  inner[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
