import type { Resource } from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import type { FaceText } from '../../face/face.ts';
import type { Schemas } from '../../openapi/schemas.ts';
import type { Reference, Schema } from '../../openapi/types.ts';
import { errorAnswers, otherAnswers, successAnswer } from './document-answers.ts';
import { readOptions, shared } from './parameters.ts';
import type { RootRoute } from './route.ts';
import { tagOf } from './words.ts';

const DESCRIPTION = `The API of Berth, a self-hosted control plane for provider configuration. Every request carries a
key as bearer token, but for the few that need none; what the key may not see is the same 404 as what is not there. A
verb that a path does not have is 405 with \`Allow\`; more requests than a key may make are 429 with \`Retry-After\`.
\`PATCH\` keeps what is absent and clears what is \`null\`; \`DELETE\` archives. Filters that take several values take them
as \`status=active&status=archived\` or \`status[0]=active\`; unknown parameters are ignored. No text may hold NUL or one
half of a surrogate pair. An error is \`application/problem+json\` (RFC 9457) for who names that type in \`Accept\`. A
request may carry an \`X-Request-Id\` of its own, which is echoed, and the version of the API that it is written for in
\`Metorial-Version\`.

The ids in the examples stand for rows of your own. A provider's slug can stand wherever its id can, so this body makes
a config at \`POST /provider-configs\`: \`{"provider_id": "openai", "value": {"api_key": "example-key"}}\`.`;

const openTags = [
  { name: 'Health', description: 'How the server is, without a key.' },
  { name: 'API reference', description: 'The documents that describe this API, without a key.' },
];

/** Makes the texts and parts of this face's OpenAPI document. */
export const documentFor = (resources: readonly Resource[]): FaceText<RootRoute> => ({
  title: 'Berth',
  summary: 'Provider configuration: catalogue, deployments, vaults and configs.',
  description: DESCRIPTION,
  tags: [
    ...resources.map((resource) => ({ name: tagOf(resource), description: resource.wire.about })),
    ...openTags,
  ],
  pathParameters: {
    id: 'The id of the row. Where a slug or a handle means a row, it can stand here.',
    n: 'Which one behind the row: the number of a revision, the holder of a reference.',
    file: 'The name of a face and `.json`.',
  },
  parameters: shared,
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of an instance. What it may do is a matter of its scopes.',
  },
  parametersOf: (route, schemas) => {
    if (route.open) return route.tagged ? readOptions : [];
    return route.parameters(schemas);
  },
  bodyOf,
  success: successAnswer,
  others: otherAnswers,
  responses: errorAnswers,
});

function bodyOf(route: RootRoute, body: TSchema, schemas: Schemas): Schema | Reference {
  const own = schemas.of(body);
  return !route.open && route.bodyName ? schemas.named(route.bodyName, own) : own;
}
