import type { ProviderConfigValue } from '@berth/client';
import { dotenvText, shellText } from './formats.ts';
import { refuseGuarded } from './guarded-names.ts';
import type { Format, Naming } from './naming.ts';
import { refuseHidden } from './resolved.ts';
import { variablesOf } from './variables.ts';

/**
 * Writes the value of an answer alone. Variables have to be all of the value, and of harmless names: a shell takes them
 * up. @throws UsageError.
 */
export async function formatValue(
  answer: ProviderConfigValue,
  format: Format,
  naming: Naming,
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(answer.value, null, 2)}\n`;
    case 'yaml': {
      const { stringify } = await import('yaml');
      return stringify(answer.value);
    }
    default: {
      refuseHidden(answer);
      const variables = variablesOf(answer.value, naming);
      refuseGuarded(variables);
      return format === 'env' ? shellText(variables) : dotenvText(variables);
    }
  }
}
