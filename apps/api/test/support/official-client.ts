import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAfterFile } from '@berth/db/testing';
import { serve } from '@hono/node-server';
import * as magnetar from '@metorial/generated/src/mt_2026_01_01_magnetar';
import { type MetorialEndpointManager, MetorialSDKBuilder, MetorialSDKError } from '@metorial/util-endpoint';
import { checkAnswer } from './answers.ts';
import { checkError } from './errors.ts';
import type { Harness } from './harness.ts';
import { throughPrism } from './prism.ts';

/*
 * The official Metorial client, as it is published (@metorial/generated 2.1.0), against a listening server. This
 * generation maps the names that it knows; members and filters that the contract got later pass unmapped in both
 * directions. `newer` writes them, `wire` reads them.
 */

const apiVersion = '2026-01-01-magnetar';

interface Config {
  apiKey?: string;
  apiHost: string;
  apiVersion: typeof apiVersion;
  fetch?: typeof fetch;
}

/**
 * A `fetch` that checks every answer against its view and the contract, as the harness does. The client takes any error
 * of its fetch for a lost connection, so a misfit is reported as an answer.
 */
const checkedFetch: typeof fetch = async (input, init) => {
  const { origin, port, pathname, search } = new URL(String(input));
  const send = throughPrism(Number(port), (url, given) => fetch(origin + url, given));
  const response = await send(pathname + search, init ?? {});
  try {
    const body: unknown = await response.clone().json();
    if (response.ok) checkAnswer(init?.method ?? 'GET', pathname + search, body);
    else checkError(pathname + search, response.status, body);
    return response;
  } catch (error) {
    return Response.json({ status: 500, code: 'misfit', message: String(error) }, { status: 500 });
  }
};

const endpointsOf = (manager: MetorialEndpointManager<Config>) => ({
  instance: new magnetar.MetorialInstanceEndpoint(manager),
  publishers: new magnetar.MetorialPublishersEndpoint(manager),
  providers: new magnetar.MetorialProvidersEndpoint(manager),
  versions: new magnetar.MetorialProvidersVersionsEndpoint(manager),
  specifications: new magnetar.MetorialProvidersSpecificationsEndpoint(manager),
  tools: new magnetar.MetorialProvidersToolsEndpoint(manager),
  authMethods: new magnetar.MetorialProvidersAuthMethodsEndpoint(manager),
  listings: new magnetar.MetorialProviderListingsEndpoint(manager),
  categories: new magnetar.MetorialProviderCategoriesEndpoint(manager),
  collections: new magnetar.MetorialProviderCollectionsEndpoint(manager),
  groups: new magnetar.MetorialProviderGroupsEndpoint(manager),
  deployments: new magnetar.MetorialProviderDeploymentsEndpoint(manager),
  configs: new magnetar.MetorialProviderDeploymentsConfigsEndpoint(manager),
  authConfigs: new magnetar.MetorialProviderDeploymentsAuthConfigsEndpoint(manager),
  authCredentials: new magnetar.MetorialProviderDeploymentsAuthCredentialsEndpoint(manager),
  authImports: new magnetar.MetorialProviderDeploymentsAuthConfigsImportsEndpoint(manager),
  authExports: new magnetar.MetorialProviderDeploymentsAuthConfigsExportsEndpoint(manager),
  setupSessions: new magnetar.MetorialProviderDeploymentsSetupSessionsEndpoint(manager),
  vaults: new magnetar.MetorialProviderDeploymentsConfigVaultsEndpoint(manager),
  actors: new magnetar.MetorialIdentityActorsEndpoint(manager),
  identities: new magnetar.MetorialIdentitiesEndpoint(manager),
  credentials: new magnetar.MetorialIdentitiesCredentialsEndpoint(manager),
  delegations: new magnetar.MetorialIdentitiesDelegationsEndpoint(manager),
  delegationConfigs: new magnetar.MetorialIdentitiesDelegationConfigsEndpoint(manager),
});

/** The official client of one key. */
export const connect = MetorialSDKBuilder.create<typeof apiVersion, Config>('metorial', apiVersion)
  .setGetApiHost((config) => config.apiHost)
  .setGetHeaders((config) => ({
    Authorization: `Bearer ${config.apiKey}`,
    'Metorial-Version': config.apiVersion,
  }))
  .build((given: Pick<Config, 'apiKey' | 'apiHost' | 'fetch'>) => ({
    fetch: checkedFetch,
    ...given,
    apiVersion,
  }))(endpointsOf);

export type OfficialClient = ReturnType<typeof connect>;

/** Serves the application of a harness on a free port until the test file ends. Returns the URL. */
export async function listen(harness: Harness): Promise<string> {
  const server = serve({ fetch: harness.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  if (!server.listening) await once(server, 'listening');
  closeAfterFile(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Members that this generation of the client does not know, by their names on the wire. */
export const newer = (members: object): object => members;

/** An answer with the members that this generation of the client leaves unmapped. */
export const wire = (answer: object): Record<string, unknown> => answer as Record<string, unknown>;

/** Returns the refusal of a call, as the client's error shows it. */
export async function refusalOf(call: Promise<unknown>) {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof MetorialSDKError)) {
    throw new Error(`The call was not refused: ${String(outcome)}`, { cause: outcome });
  }
  const { response, code, message, hint, description, reason, entity, validationErrors } = outcome;
  return { response, code, message, hint, description, reason, entity, validationErrors };
}
