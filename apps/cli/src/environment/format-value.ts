import type { ProviderConfigValue } from '@berth/client';
import { dotenvText, shellText } from './formats.ts';
import { refuseGuarded } from './guarded-names.ts';
import type { Format, Naming } from './naming.ts';
import { refuseHidden } from './resolved.ts';
import { variablesOf } from './variables.ts';

/** Text of one line that readers of YAML 1.1 might take for a number, a time or a sign, or not take for its tab. */
const NEEDS_QUOTES = /^(?:[-+.\d=<~].*|.*\t.*)$/;

/** Characters that end a line in YAML 1.1, or that it does not take as they are. */
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

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
    case 'yaml':
      return yamlOf(answer.value);
    default: {
      refuseHidden(answer);
      const variables = variablesOf(answer.value, naming);
      refuseGuarded(variables);
      return format === 'env' ? shellText(variables) : dotenvText(variables);
    }
  }
}

/** Writes a value as YAML that readers of YAML 1.1 and of 1.2 read alike. */
async function yamlOf(value: unknown): Promise<string> {
  const { Document, visit } = await import('yaml');
  const document = new Document(value, { compat: 'yaml-1.1' });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== 'string') return;
      if (NEEDS_QUOTES.test(node.value) || node.value.search(ESCAPED) >= 0) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document
    .toString()
    .replaceAll(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
