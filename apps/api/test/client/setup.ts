import { type Client, type Harness, startHarness } from '../support/harness.ts';
import { connect, listen, type OfficialClient } from '../support/official-client.ts';

/** A harness whose application listens on a port, for the official client. */
export interface ClientHarness extends Harness {
  apiHost: string;
  /** Makes an instance, with the official client and, for routes that it lacks, a plain one. */
  newCustomer(): Promise<Customer>;
  /** Makes a customer with two providers of its own. */
  withTwoProviders(): Promise<Customer & { parcels: Registered; letters: Registered }>;
  /** Runs a call with the clock at that hour of the day of `at`. */
  atHour<T>(hour: number, call: () => Promise<T>): Promise<T>;
}

export interface Customer {
  official: OfficialClient;
  plain: Client & { instanceId: string };
}

export async function startClientHarness(): Promise<ClientHarness> {
  const harness = await startHarness();
  const apiHost = await listen(harness);
  const newCustomer = async () => {
    const plain = await harness.newInstance();
    return { plain, official: connect({ apiKey: plain.key, apiHost }) };
  };
  const withTwoProviders = async () => {
    const customer = await newCustomer();
    const parcels = await registerProvider(customer.plain);
    const letters = await registerProvider(customer.plain);
    return { ...customer, parcels, letters };
  };
  const atHour = async <T>(hour: number, call: () => Promise<T>) => {
    harness.setClock(at(hour));
    try {
      return await call();
    } finally {
      harness.setClock(null);
    }
  };
  return { ...harness, apiHost, newCustomer, withTwoProviders, atHour };
}

/** A moment of a future day, so that rows made there are later than everything shipped. */
export const at = (hour: number): Date => new Date(Date.UTC(2031, 4, 17, hour));

/** The schema of the providers of these tests. */
export const parcelSchema = {
  type: 'object',
  required: ['host'],
  additionalProperties: false,
  properties: {
    host: { type: 'string', format: 'hostname' },
    token: { type: 'string', writeOnly: true },
  },
};

export const parcelValue = { host: 'parcels.example.test', token: 'parcel-token-0000' };

export interface Registered {
  id: string;
  versionId: string;
  specificationId: string;
}

let registered = 0;

/** Registers a provider of the instance, under a unique slug. */
export async function registerProvider(plain: Client, version: object = {}): Promise<Registered> {
  registered += 1;
  const body = await plain.create('providers', {
    slug: `parcels-${registered}`,
    name: `Parcels ${registered}`,
    description: `Sends parcels, service ${registered}.`,
    metadata: { fleet: { vans: registered } },
    version: { version: '1.0.0', config_schema: parcelSchema, ...version },
  });
  const current: { id: string; specification_id: string } = body.current_version as never;
  return { id: body.id, versionId: current.id, specificationId: current.specification_id };
}

/** Publishes the next version of a provider. */
export async function publish(plain: Client, providerId: string, version: object): Promise<Registered> {
  const body = await plain.create('provider-versions', {
    provider_id: providerId,
    config_schema: parcelSchema,
    ...version,
  });
  return { id: providerId, versionId: body.id, specificationId: body.specification_id as never as string };
}
