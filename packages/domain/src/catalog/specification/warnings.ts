import { type LintOptions, lintSchema, MORE_WARNINGS, newLintBudget } from '@berth/json-schema';
import { breathe, type Problem, shownProblems } from '@berth/kernel';
import type { HandedIn } from './handed-in.ts';
import { checkedSchemas, placed } from './problems.ts';
import type { Warning } from './schema.ts';
import type { SpecificationContent } from './service.ts';

const MOST_WARNINGS = 100;

/** Every value for an auth method is secret. */
const METHOD: LintOptions = { visibility: 'encrypted', marked: [], isCompiled: true };
/** The schemas of tools and triggers are stored without being compiled, and describe no stored value. */
const OFFERED: LintOptions = { ...METHOD, isCompiled: false };

/**
 * Lists remarks on the schemas of a specification that can be used all the same, at most 100 and a last one when there
 * may be more. `path` leads to the content in the caller's body; `ineffective` are the marks and paths without effect.
 */
export async function warningsOf(
  content: SpecificationContent,
  path: string[],
  ineffective: readonly Problem[],
  { unused, located }: Pick<HandedIn, 'unused' | 'located'>,
): Promise<Warning[]> {
  const [config, ...methods] = checkedSchemas(content, path);
  const visibility = content.config_visibility;
  const schemas: { schema: unknown; at: string[]; options: LintOptions }[] = [
    ...(config
      ? [{ ...config, options: { visibility, marked: content.secret_paths, isCompiled: true } }]
      : []),
    ...methods.map((method) => ({ ...method, options: METHOD })),
    ...offeredSchemas(content, path).map((offered) => ({ ...offered, options: OFFERED })),
  ];
  const budget = newLintBudget();
  const found: Warning[] = [
    ...unused,
    ...ineffective.map(({ path, message }): Warning => ({ path, code: 'no_effect', message })),
  ];
  for (const { schema, at, options } of schemas) {
    if (found.length > MOST_WARNINGS) break;
    await breathe();
    found.push(...lintSchema(schema, options, budget).map((warning) => placed(warning, at)));
  }
  const warnings = found.filter(({ code }) => code !== MORE_WARNINGS.code);
  const shown = shownProblems(warnings.map(located));
  return shown.length === found.length ? shown : [...shown, { ...MORE_WARNINGS, path }];
}

const offeredSchemas = ({ tools, triggers = [] }: SpecificationContent, path: string[]) =>
  Object.entries({ tools, triggers }).flatMap(([member, parts]) =>
    parts.flatMap((part, index) =>
      (['input_schema', 'output_schema'] as const).flatMap((name) =>
        part[name] ? [{ schema: part[name], at: [...path, member, String(index), name] }] : [],
      ),
    ),
  );
