import type { Resource } from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import type { FaceText } from '../../face/face.ts';
import { closedSchema, shownMember } from '../../openapi/body-schema.ts';
import type { Schemas } from '../../openapi/schemas.ts';
import type { Reference, Schema } from '../../openapi/types.ts';
import { errorAnswers, otherAnswers, successAnswer } from './document-answers.ts';
import { readOptions, shared } from './parameters.ts';
import type { RootRoute } from './route.ts';
import { tagOf } from './words.ts';

const DESCRIPTION = `The API of Berth, a self-hosted control plane for provider configuration. A request carries an API
key as bearer token, except for the few routes that need none. A row that the key may not see is answered with 404, as a
row that does not exist. A method that a path does not support is answered with 405 and \`Allow\`; a key that exceeds its
rate limit gets 429 and \`Retry-After\`. \`PATCH\` keeps members that are absent and clears those that are \`null\`;
\`DELETE\` archives. Filters that take several values take them as \`status=active&status=archived\` or
\`status[0]=active\`; members and parameters that an operation does not know are
refused with the nearest known name, unless \`Prefer: handling=lenient\` (RFC 7240) asks to ignore them. Text must not contain NUL or half of a surrogate pair. Errors are
\`application/problem+json\` (RFC 9457) for clients that name this type in \`Accept\`. A request may carry its own
\`X-Request-Id\`, which is echoed, and in \`Metorial-Version\` the version of the API that it is written for.

The examples of requests use the shipped catalogue. In a body, \`$VAULT\` and the like stand for the id of a row that
the shell example of the operation makes first. A provider's slug works wherever its id does, so this body makes a config
at \`POST /provider-configs\`: \`{"provider_id": "openai", "value": {"api_key": "example-key"}}\`.`;

const openTags = [
  { name: 'Health', description: 'The health and the version of the server. Needs no key.' },
  { name: 'API reference', description: 'The OpenAPI documents of this API. Needs no key.' },
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
    id: 'The id of the row, or its slug or handle where it has one.',
    n: 'The number of a revision, or the holder of a model.',
    file: 'The name of a face followed by `.json`.',
  },
  parameters: shared,
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of an instance. Its scopes define its access.',
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
  const whole = schemas.of(body);
  if (route.open || '$ref' in whole) return whole;
  const own = withShown(closedSchema(whole), route.shownMembers ?? []);
  return route.bodyName ? schemas.named(route.bodyName, own) : own;
}

/** Adds the members that a body may send back. */
const withShown = (schema: Schema, shown: readonly string[]): Schema => ({
  ...schema,
  properties: {
    ...(schema.properties as object),
    ...Object.fromEntries(shown.map((name) => [name, shownMember])),
  },
});
