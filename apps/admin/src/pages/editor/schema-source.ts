import { berth } from '../../app/client.ts';
import type { FormStart } from '../../form/model.ts';
import { editorWords } from '../../words/editor.ts';

type Of = { provider_deployment_id: string } | { provider_id: string } | { specification_id: string };

export interface ReadSchema {
  start: Pick<FormStart, 'schema' | 'secretPaths'>;
  notices: string[];
}

/** Reads the schema for a value, and the places that its version calls secret. */
export async function readSchema(of: Of): Promise<ReadSchema> {
  const id =
    'specification_id' in of
      ? of.specification_id
      : (await berth.providerConfigSchema.schema(of)).specification_id;
  const specification = await berth.providerSpecifications.get(id);
  const isSecretWhole = specification.config_visibility === 'encrypted';
  return {
    start: {
      schema: specification.config_schema ?? {},
      secretPaths: isSecretWhole ? [''] : specification.secret_paths,
    },
    notices: isSecretWhole ? [editorWords.encrypted] : [],
  };
}
