import type { Network } from '../src/network.ts';
import { DEFAULT_REACH, type ReachSettings } from '../src/session.ts';
import { certificate } from './local-server.ts';

/** An address of the public internet that the stand-in maps to 127.0.0.1. Nothing is ever sent to the real one. */
export const PUBLIC = '11.22.33.44';
export const PUBLIC_6 = '2606:2800:21f:cb07::44';

export interface StandIn extends Network {
  /** The names that were looked up, in order. */
  lookups: string[];
  /** The checked addresses that were about to be connected to, in order. */
  dialled: string[];
}

/** Stands in for the internet: each name has its addresses, and every public address is this machine. */
export function standIn(names: Record<string, readonly string[] | (() => readonly string[])>): StandIn {
  const lookups: string[] = [];
  const dialled: string[] = [];
  return {
    lookups,
    dialled,
    lookup: async (name) => {
      lookups.push(name);
      const found = names[name];
      if (found === undefined) throw new Error(`getaddrinfo ENOTFOUND ${name}`);
      return typeof found === 'function' ? found() : found;
    },
    dial: (address) => {
      dialled.push(address);
      return '127.0.0.1';
    },
    ca: certificate('valid'),
  };
}

export const reach = (changes: Partial<ReachSettings> = {}): ReachSettings => ({
  ...DEFAULT_REACH,
  ...changes,
});
