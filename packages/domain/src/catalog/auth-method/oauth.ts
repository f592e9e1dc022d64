import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, optional, words } from '../../fields.ts';

/** The grants of OAuth 2.0 (RFC 6749) by which Berth gets tokens itself. */
export const GRANTS = ['authorization_code', 'client_credentials'] as const;
export type Grant = (typeof GRANTS)[number];

/** The ways in which a client proves itself at the token endpoint (RFC 6749, 2.3.1). */
export const CLIENT_AUTHENTICATION = ['client_secret_basic', 'client_secret_post'] as const;

const Endpoint = Type.String({ minLength: 1, maxLength: 2_000 });
const Parameters = Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 1_000 }));

const described = {
  grants: 'The grants by which Berth gets tokens itself.',
  authorization_url: 'The page on which a user agrees. The grant `authorization_code` needs it.',
  token_url: 'The endpoint that gives tokens.',
  revocation_url: 'The endpoint that ends a token (RFC 7009).',
  issuer: 'The issuer of the answers to the redirect (RFC 9207). An answer of another issuer is refused.',
  client_authentication: 'The place of the client secret in a request for tokens.',
  authorization_parameters: 'Further parameters of the authorization request, such as `access_type`.',
};

/** The OAuth endpoints of an auth method, as a version declares them. */
export const OAuthInput = Type.Object({
  grants: optional(
    about(
      `${described.grants} By default \`authorization_code\` with an \`authorization_url\`, else \`client_credentials\`.`,
      Type.Array(words(...GRANTS), { minItems: 1, maxItems: 2 }),
    ),
  ),
  authorization_url: optional(about(described.authorization_url, nullable(Endpoint))),
  token_url: about(described.token_url, Endpoint),
  revocation_url: optional(about(described.revocation_url, nullable(Endpoint))),
  issuer: optional(about(described.issuer, nullable(Identifier))),
  client_authentication: optional(
    about(
      `${described.client_authentication} \`client_secret_basic\` by default.`,
      words(...CLIENT_AUTHENTICATION),
    ),
  ),
  authorization_parameters: optional(about(described.authorization_parameters, Parameters)),
});

export const OAuthView = Type.Object({
  grants: about(described.grants, Type.Array(words(...GRANTS))),
  authorization_url: about(described.authorization_url, nullable(Type.String())),
  token_url: about(described.token_url, Type.String()),
  revocation_url: about(described.revocation_url, nullable(Type.String())),
  issuer: about(described.issuer, nullable(Type.String())),
  client_authentication: about(described.client_authentication, words(...CLIENT_AUTHENTICATION)),
  authorization_parameters: about(described.authorization_parameters, Parameters),
});

/** The OAuth endpoints of an auth method, with every default written out. */
export type OAuthEndpoints = Static<typeof OAuthView>;

/** Writes out every default. */
export function normalOAuth(input: Static<typeof OAuthInput>): OAuthEndpoints {
  const { authorization_url = null, revocation_url = null, issuer = null } = input;
  const grants = new Set<Grant>(
    input.grants ?? [authorization_url === null ? 'client_credentials' : 'authorization_code'],
  );
  return {
    grants: GRANTS.filter((grant) => grants.has(grant)),
    authorization_url,
    token_url: input.token_url,
    revocation_url,
    issuer,
    client_authentication: input.client_authentication ?? 'client_secret_basic',
    authorization_parameters: input.authorization_parameters ?? {},
  };
}

/** The parameters of an authorization request that Berth sets (RFC 6749, RFC 7636). A method cannot set them. */
const OWN_PARAMETERS = [
  'client_id',
  'client_secret',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
];

/** Finds the members that cannot be used: places below the declaration, with the kind of each problem. */
export function oauthFaults(
  oauth: OAuthEndpoints,
): { at: string[]; fault: 'endpoint' | 'missing' | 'owned' }[] {
  const { authorization_url, token_url, revocation_url, grants, authorization_parameters } = oauth;
  const wrong = Object.entries({ authorization_url, token_url, revocation_url })
    .filter(([, url]) => url !== null && !isEndpoint(url))
    .map(([name]) => ({ at: [name], fault: 'endpoint' as const }));
  const lacks = grants.includes('authorization_code') && authorization_url === null;
  const owned = Object.keys(authorization_parameters).filter((name) => OWN_PARAMETERS.includes(name));
  return [
    ...wrong,
    ...(lacks ? [{ at: ['authorization_url'], fault: 'missing' as const }] : []),
    ...owned.map((name) => ({ at: ['authorization_parameters', name], fault: 'owned' as const })),
  ];
}

/** True for a URL that a secret may be sent to: https, without user, password and fragment (RFC 6749, 3.1 and 3.2). */
function isEndpoint(text: string): boolean {
  if (!URL.canParse(text) || /[#{}]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}
