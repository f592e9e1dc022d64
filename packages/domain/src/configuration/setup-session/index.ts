import {
  action,
  archiveVerb,
  created,
  createVerb,
  defineResource,
  oneOf,
  recorded,
  showWhole,
  type TypedResource,
  updated,
  updateVerb,
} from '@berth/resource';
import { authMethodOf } from '../../catalog/auth-method/table.ts';
import { findProviders } from '../../catalog/find-provider.ts';
import { credentialsOf } from '../auth-credentials/table.ts';
import { deploymentOf } from '../tables/deployment.ts';
import { setupSessionExample, shownSetupSession } from './example.ts';
import { presentSetupSession, type SetupSessionRow } from './presenter.ts';
import {
  CreateSetupSession,
  ReconnectInput,
  SetupLink,
  SetupSessionView,
  UpdateSetupSession,
} from './schema.ts';
import { archiveSetupSession, createReconnect, createSetupSession, updateSetupSession } from './service.ts';
import { attachMade, statusFilter } from './state.ts';
import { setupSessionEntity, setupSessions } from './table.ts';

export { setupErrors, setupProblems } from './errors.ts';
export { finishSetup, type Submission } from './finish.ts';
export { sessionOfState } from './link.ts';
export { beginSignIn, finishSignIn, type SignInRequest } from './sign-in.ts';
export { sweepJob } from './sweep-job.ts';
export { isBegunElsewhere, MOST_TRIES } from './tries.ts';
export { type MethodForm, openVisit, type PageForms, pageFormsOf, type Ticket, type Visit } from './visit.ts';

/** `POST /provider-auth-configs/:id/reconnect`: a setup session that replaces the credential of an auth config. */
const reconnect = action({
  path: 'reconnect',
  summary: 'Create a setup session that replaces the credential of an auth config',
  about:
    'The page asks for the value anew, or lets the visitor sign in at the provider. The auth config keeps its id, and everything that refers to it. Its current value works until the page is finished.',
  audit: recorded,
  input: ReconnectInput,
  view: SetupSessionView,
  once: SetupLink,
  confidential: true,
  errors: ['gone', 'bad_request', 'use_after_delete'],
  run: async (ctx, id, input) => {
    const { id: madeId, once = {} } = await createReconnect(ctx, id, input);
    const answer = await showWhole(ctx, setupSession, madeId);
    ctx.write.touched.push({ object: setupSession.entity.name, id: madeId, name: input.name ?? null });
    return { answer, once };
  },
});

export const setupSession: TypedResource<SetupSessionRow> = defineResource({
  entity: setupSessionEntity,
  wire: {
    path: 'provider-setup-sessions',
    about:
      'A page on which a person enters a credential or a config of a provider, without a key of the API. Its link works for 30 minutes and once.',
    view: SetupSessionView,
    present: presentSetupSession,
    example: setupSessionExample,
    shown: shownSetupSession,
  },
  read: {
    drifts: 'A session expires, and counts failed tries.',
    joins: {
      auth_method: authMethodOf(setupSessions),
      deployment: deploymentOf(setupSessions),
      credentials: credentialsOf(setupSessions),
    },
    filters: {
      status: statusFilter,
      id: oneOf(setupSessions.id),
      provider_id: oneOf(setupSessions.provider_id, { identify: findProviders }),
      provider_deployment_id: oneOf(setupSessions.provider_deployment_id),
      provider_auth_method_id: oneOf(setupSessions.auth_method_id),
      provider_auth_config_id: oneOf(setupSessions.auth_config_id),
      provider_auth_credentials_id: oneOf(setupSessions.provider_auth_credentials_id),
      created_at: created(setupSessionEntity),
      updated_at: updated(setupSessionEntity),
    },
    attach: attachMade,
  },
  links: {
    actions: { 'provider.auth_config': [reconnect] },
    references: {
      provider_id: { column: setupSessions.provider_id, to: 'provider', blocks: false, as: 'provider' },
      provider_deployment_id: {
        column: setupSessions.provider_deployment_id,
        to: 'provider.deployment',
        blocks: false,
        as: 'deployment',
      },
      provider_auth_method_id: {
        column: setupSessions.auth_method_id,
        to: 'provider.capabilities.auth_method',
        blocks: false,
      },
      provider_auth_config_id: {
        column: setupSessions.auth_config_id,
        to: 'provider.auth_config',
        blocks: false,
      },
      provider_auth_credentials_id: {
        column: setupSessions.provider_auth_credentials_id,
        to: 'provider.auth_credentials',
        blocks: false,
      },
      consumer_id: { column: setupSessions.consumer_id, to: 'consumer', blocks: false },
      identity_id: { column: setupSessions.identity_id, to: 'identity', blocks: false },
      provider_config_id: { column: setupSessions.provider_config_id, to: 'provider.config', blocks: false },
    },
  },
  verbs: [
    createVerb({
      input: CreateSetupSession,
      once: SetupLink,
      confidential: true,
      errors: ['bad_request'],
      run: createSetupSession,
    }),
    updateVerb({
      input: UpdateSetupSession,
      errors: ['use_after_delete'],
      run: updateSetupSession,
    }),
    archiveVerb({
      about: 'The link stops working. The rows that the page has made stay.',
      run: archiveSetupSession,
    }),
  ],
});
