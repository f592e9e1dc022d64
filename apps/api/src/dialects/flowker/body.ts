import { DomainError } from '@berth/kernel';
import type { Context as HonoContext } from 'hono';
import { readJsonBody } from '../../http/parse.ts';
import { invalidBody } from './errors.ts';

export type Members = ReadonlyMap<string, unknown>;

/**
 * Reads the members of a JSON body by their names in lower case. A null member counts as absent.
 * @throws FlowkerError FLK-0001 for anything but a JSON object; HttpError `payload_too_large`.
 */
export async function readMembers(c: HonoContext): Promise<Members> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw invalidBody();
  const body = await readJsonBody(c).catch((error: unknown) => {
    throw error instanceof DomainError ? invalidBody() : error;
  });
  if (!isObject(body)) throw invalidBody();
  const members = Object.entries(body).filter(([, value]) => value !== null);
  return new Map(members.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Reads an optional text member. @throws FlowkerError FLK-0001. */
export function textOf(members: Members, name: string): string | undefined {
  const value = members.get(name.toLowerCase());
  if (value === undefined || typeof value === 'string') return value;
  throw invalidBody();
}

/** Reads an optional object member. @throws FlowkerError FLK-0001. */
export function objectOf(members: Members, name: string): Record<string, unknown> | undefined {
  const value = members.get(name.toLowerCase());
  if (value === undefined || isObject(value)) return value;
  throw invalidBody();
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
