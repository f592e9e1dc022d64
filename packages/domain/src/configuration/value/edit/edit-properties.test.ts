import { expect, test } from 'vitest';
import { bondOf, nameOfBond } from '../content/bonds.ts';
import type { JsonObject, ValueDocument } from '../content/document.ts';
import type { Specification } from '../content/secrets.ts';
import type { Edit } from './edit.ts';
import { editValue } from './edit-value.ts';

const seed = Number(process.env.BERTH_TEST_SEED ?? 1_606);
const TURNS = process.env.BERTH_TEST_LONG ? 20_000 : 400;

/** A generator of numbers (mulberry32), as a function that picks one of a list. */
function pickerFrom(start: number) {
  let state = start;
  return <One>(...list: One[]): One => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return list[((mixed ^ (mixed >>> 14)) >>> 0) % list.length] as One;
  };
}

const secret = { type: 'string', writeOnly: true };
const specification = {
  id: 'psp_1',
  config_schema: {
    type: 'object',
    properties: {
      host: { type: 'string', 'x-destination': true },
      note: { type: 'string' },
      token: secret,
      auth: { type: 'object', properties: { key: secret, user: { type: 'string' } } },
    },
  },
  config_visibility: 'plain',
  secret_paths: [],
  destination_paths: null,
} as unknown as Specification;
const terms = { specification, version: null };

const SECRETS = ['/token', '/auth/key', '/more'] as const;

test('property: a kept secret without a bond gets none, and one with a bond keeps it, whatever else an edit sends', async () => {
  let kept = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const pick = pickerFrom(seed + turn);
    // `more` is secret because the schema does not describe it
    const value: JsonObject = {
      host: 'https://old.test',
      token: 'token-1',
      auth: { key: 'key-1', user: 'u' },
      more: 'more-1',
    };
    const bond = await bondOf(terms, value);
    const bonded = new Set(SECRETS.filter(() => pick(true, false)));
    const own: ValueDocument = {
      value,
      bound: Object.fromEntries([...bonded].map((path) => [path, nameOfBond(bond)])),
      bonds: { [nameOfBond(bond)]: bond },
    };
    const sent = new Set(SECRETS.filter(() => pick(true, false, false)));
    const auth = {
      ...(sent.has('/auth/key') ? { key: 'key-2' } : {}),
      ...(pick(true, false) ? { user: 'v' } : {}),
    };
    const patch: JsonObject = {
      ...(pick(true, false) ? { host: 'https://new.test' } : {}),
      ...(pick(true, false) ? { note: 'n' } : {}),
      ...(sent.has('/token') ? { token: 'token-2' } : {}),
      ...(sent.has('/more') ? { more: 'more-2' } : {}),
      ...(Object.keys(auth).length > 0 || pick(true, false) ? { auth } : {}),
    };
    const edits: Edit[] = [
      { kind: 'patch', patch },
      { kind: 'move', from: specification, to: specification, patch },
    ];
    const { document } = await editValue(terms, { base: null, own }, pick(...edits), ['value']);
    const told = `BERTH_TEST_SEED=${seed + turn}: ${JSON.stringify({ bonded: [...bonded], patch })}`;
    for (const path of SECRETS) {
      const bondNow = Object.hasOwn(document.bound, path) ? document.bound[path] : undefined;
      if (sent.has(path)) expect(bondNow, told).toBeDefined();
      else expect(bondNow, told).toBe(bonded.has(path) ? nameOfBond(bond) : undefined);
      if (!sent.has(path) && !bonded.has(path)) kept += 1;
    }
  }
  expect(kept).toBeGreaterThan(TURNS / 10);
});
