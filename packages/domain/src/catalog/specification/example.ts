import type { Example, ExampleApi } from '@berth/resource';
import { providerBody } from '../provider/example.ts';

interface Specification {
  id: string;
  provider_id: string;
  tools: { id: string }[];
  auth_methods: { id: string }[];
}

/** A new provider's specification, as the API answers it. */
export async function createSpecification({ create, get }: ExampleApi): Promise<Specification> {
  const provider = await create('providers', providerBody());
  const { specification_id } = provider.current_version as { specification_id: string };
  return (await get(`provider-specifications/${specification_id}`)) as unknown as Specification;
}

export const specificationExample: Example = async (api) => (await createSpecification(api)).id;
