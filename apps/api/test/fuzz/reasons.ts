import type { FuzzedOperation } from './operations.ts';

/** A request that the document allows, and its refusal. */
export interface Refused {
  operation: FuzzedOperation;
  status: number;
  target: string;
  /** The text of the refusal. */
  answer: string;
}

interface Problem {
  code: string;
  path: string[];
}

/** The members of an error of the root face that the check reads. */
interface RootError {
  code?: string;
  /** The sub-code of a refusal that depends on existing rows. */
  reason?: string;
  errors?: Problem[];
}

/** Codes that depend on existing rows: another request of the same form would succeed. */
const ABOUT_ROWS = [
  ...['auth_config_required', 'config_required', 'no_test_url', 'provider_mismatch'],
  ...['restricted_destination', 'use_after_delete'],
];

/** Members with rules that a schema cannot express, or that would hide valid values from generators. */
const RULES: [path: RegExp, code: RegExp, why: string][] = [
  [
    /^(?:provider_config\.)?value(?:_replace|_shown)?(?:\.|$)/,
    /./,
    "the provider's own schema, and one way to say a value",
  ],
  [/^(?:version\.)?config_schema(?:\.|$)/, /./, 'a JSON Schema that can be evaluated'],
  [/^(?:version\.)?(?:tools|auth_methods)\.\d+\.(?:in|out)put_schema(?:\.|$)/, /./, 'a JSON Schema, too'],
  [
    /^(?:version\.)?auth_methods\.\d+\.oauth(?:\.|$)/,
    /./,
    'addresses with https, and grants that go together',
  ],
  [/^(?:version\.)?(?:tools|auth_methods)\.\d+\.(?:key|scopes)(?:\.|$)/, /./, 'each key once'],
  [
    /^(?:version\.)?(?:secret|destination)_paths\.\d+$/,
    /./,
    'a JSON Pointer to a place that the schema describes',
  ],
  [/^(?:version\.)?test(?:\.|$)/, /./, 'an address, with places of the value'],
  [
    /^(?:version\.)?migrations(?:\.|$)/,
    /./,
    'patches with the members of their operations, and tests that pass',
  ],
  [/^tool_filters(?:\.|$)/, /./, 'an expression that is evaluated in linear time'],
  [/^scopes(?:\.|$)/, /./, 'scopes and roles that there are, and for a secret key at least one'],
  [/^allowed_ips(?:\.|$)/, /./, 'networks'],
  [/^expires_at$/, /./, 'a moment that there is, and is to come'],
  [/^/, /^(?:exactly_one|needed)$/, 'one of several members'],
  [/^/, /^repeated_member$/, 'each member once'],
  [/^(?:reason|note)$/, /^invalid_min_length$/, 'a reason with a character that can be seen'],
  [/^(?:version\.)?version$/, /^invalid_min_length$/, 'a version with a character that is no space'],
  [/^keep_value$/, /^needs_vault$/, 'a vault that the value is kept beside'],
  [/^confirm$/, /^not_the_name$/, 'the name of the row'],
  [/^redirect_url$/, /^not_allowed$/, 'an address on the list of the instance'],
  [/^setup_page\./, /./, 'addresses as browsers write them'],
  [/^/, /^(?:not_supported|custom)$/, 'members of setup sessions that go together'],
  [/^provider_id$/, /^invalid_type$/, 'a provider that another member may name'],
  [/^value$/, /^invalid_type$/, 'a value, or a grant that needs none'],
  [/^(?:version\.)?triggers\.\d+\./, /./, 'what belongs to the type of a trigger'],
  [
    /^/,
    /^(?:beyond|foreign|not_delegated|not_owner|other_deployment|past|same_actor|twice)$/,
    'what an identity has and may pass on',
  ],
  [/^(?:categories|collections)\./, /^(?:taken|unknown)$/, 'shelves that there are'],
  [/^/, /^inexact_number$/, 'a number that a double holds exactly'],
  [/^/, /^invalid_characters$/, 'a name of characters that can be seen'],
  [
    /(?:^|\.)(?:name|title|description|model|note|reason|readme|skills\.\d+)$/,
    /^invalid_min_length$/,
    'a text with a character that can be seen',
  ],
  [/^/, /^not_ai$/, 'a provider with models'],
  [
    /^(?:provider_deployment_id|slug|model)$/,
    /^invalid_type$/,
    'a model that is no alias needs a deployment, and a name with letters',
  ],
  [/^(?:provider_config\.)?provider_config_vault_id(?:\.|$)/, /./, 'a vault whose value fits'],
  [/^is_current$/, /^stays_current$/, 'the current version stays that until another is'],
  [/^vault_revision$/, /^invalid_revision$/, 'a revision that the vault has'],
  [/^after$/, /^invalid_value$/, 'a row that a report can start behind'],
  [/^checkpoint(?:\.|$)/, /./, 'what this installation has signed'],
  [/^(?:from|to)$/, /./, 'a moment that there is'],
  [
    /^(?:model|references_id|provider_deployment_id)$/,
    /^(?:immutable|inherited|required)$/,
    'a model or an alias',
  ],
  [
    /^[a-z_]+$/,
    /^(?:inherited|immutable|unsupported)$/,
    'what the deployment, or the model of an alias, can do',
  ],
];

/** Refusals of the other faces, which have one message each. */
const SENTENCES: [answer: RegExp, why: string][] = [
  [/"code":"FLK-(?:0201|0242)"/, 'a value or parameters that the executor or the template does not take'],
  [/"code":"FLK-0304"/, 'a cursor that is of no list'],
  [/"code":"FLK-0308"/, 'two moments in their order'],
  [/\\"credential(?:\.\w+)*\\": /, "the credential is for the type's own schema"],
  [/\\"type\\": (?:Is no provider type|Cannot be changed)/, 'the types are those of the catalogue'],
  [/\\"slug\\": Is required/, 'a name with letters, or a slug'],
  [/\\"providerId\\": /, 'a provider that has models, and that stays'],
  [
    /An alias has this from the model|The type of the provider cannot do this|Cannot be changed/,
    'what the model is',
  ],
  [/Must have a character that can be seen/, 'a text that can be seen'],
  [/is given more than once/, 'each member once'],
  [/cannot be kept exactly/, 'a number that a double holds exactly'],
  [/is archived and cannot be used/, 'the rows that are referred to'],
  [/belong to different providers/, 'the rows that are referred to'],
];

function isExcusedProblem({ code, path }: Problem, { target }: Refused): boolean {
  // The official client writes null in this form.
  if (path.length === 1 && new RegExp(`[?&]${path[0]}=(?:&|$)`).test(target)) return true;
  const place = path.join('.');
  return RULES.some(([path, codes]) => path.test(place) && codes.test(code));
}

/** The paths of requests that name what they are about in one of several ways. */
const NAMES_ITS_SUBJECT = [
  '/provider-auth-config-imports',
  '/provider-auth-config-imports/schema',
  '/provider-config-schema',
];

/** True when a rule outside the schema explains a refusal. */
export function isExcused(refused: Refused): boolean {
  const { operation, status, target, answer } = refused;
  if (status !== 400) return false;
  if (operation.face !== 'root') return SENTENCES.some(([words]) => words.test(answer));
  const { code = '', reason, errors } = JSON.parse(answer) as RootError;
  if (ABOUT_ROWS.includes(code) || (code === 'bad_request' && reason !== undefined)) return true;
  if (code === 'invalid_data') return (errors ?? []).every((problem) => isExcusedProblem(problem, refused));
  const isSetup = /^\/provider-setup-sessions|\/reconnect$/.test(operation.path);
  return /[?&]cursor=/.test(target) || isSetup || NAMES_ITS_SUBJECT.includes(operation.path);
}
