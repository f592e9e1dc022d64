/** Converts a name to kebab case: `providerConfigs` → `provider-configs`, `dry_run` → `dry-run`. */
export const kebab = (name: string): string =>
  name.replaceAll('_', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
