import { providerConfig } from '@berth/domain';
import { DomainError } from '@berth/kernel';
import { type Context, list } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import type { RouteRequest } from '../../face/route.ts';
import { objectOf, readMembers } from './body.ts';
import { validated } from './catalog.ts';
import { type TemplateView, ValidateTemplate } from './catalog-schema.ts';
import { tracerMidazValidation } from './data/tracer-midaz-validation.ts';
import { flowkerErrors } from './errors.ts';
import { showUuid } from './ids.ts';

const templates = [tracerMidazValidation];
type Template = (typeof templates)[number];

const MOST_OFFERED = 100;

export const listTemplates = async () => templates.map(summaryOf);

export async function getTemplate({ ctx, params }: RouteRequest) {
  const template = findTemplate(params);
  const schema = await offering(ctx, template);
  return { ...summaryOf(template), paramSchema: JSON.stringify(schema) };
}

/** Checks the parameters against the shipped schema: the offered configurations are suggestions and not enforced. */
export async function validateTemplate({ c, params }: RouteRequest) {
  const template = findTemplate(params);
  const given = objectOf(await readMembers(c, ValidateTemplate), 'params') ?? {};
  return validated(template.paramSchema, given, (first, fields) =>
    flowkerErrors.templateParameters({ template: template.id, ...first }, fields),
  );
}

function findTemplate({ id }: Record<string, string>): Template {
  const found = templates.find((template) => template.id === id);
  if (found) return found;
  throw flowkerErrors.templateNotFound();
}

const summaryOf = ({ id, name, description, version, category }: Template): Static<typeof TemplateView> => ({
  id,
  name,
  description,
  version,
  category,
});

/**
 * Adds the active configurations to the schema as choices. A key that may not read configurations gets the shipped
 * schema.
 */
async function offering(ctx: Context, { paramSchema, providerParams }: Template): Promise<unknown> {
  const properties = { ...paramSchema.properties };
  try {
    for (const [name, provider] of Object.entries(providerParams)) {
      properties[name] = { ...properties[name], oneOf: await choicesOf(ctx, provider) };
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'forbidden') return paramSchema;
    throw error;
  }
  return { ...paramSchema, properties };
}

async function choicesOf(ctx: Context, provider: string): Promise<{ const: string; title: string }[]> {
  const { items } = await list(ctx, providerConfig, {
    filters: { provider_id: [provider], enabled: true, has_handle: true },
    page: { limit: MOST_OFFERED, order: 'asc', sort: 'handle', position: null },
  });
  return items.map(({ id, handle }) => ({ const: showUuid(id), title: handle ?? '' }));
}
