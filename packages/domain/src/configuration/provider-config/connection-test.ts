import { type Pointer, writtenLeaves } from '@berth/json-schema';
import { action, type Context, operation, transact } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { providerConfigEntity } from '../tables/provider-config.ts';
import { holdTarget, specificationForNew } from '../target.ts';
import {
  effectiveOf,
  firstValue,
  type JsonObject,
  secretsIn,
  type Terms,
  termsOf,
  wholeOf,
} from '../value/index.ts';
import { editedValue } from './edited-value.ts';
import { keepTest } from './last-test.ts';
import { providerCheckOf } from './provider-check.ts';
import { TestConfigInput, TestValueInput, TestView } from './schema.ts';
import { recordTest, resultOf, TEST_ERRORS, type Tested, tryCheck } from './staged-test.ts';
import { refuseStaleEdit, refuseStaleTest } from './stale.ts';
import { readLiveValue } from './stored-value.ts';

const SCOPE = 'provider-configs:write';
const PATH = 'provider-configs';

/**
 * `POST /provider-configs/:id/test`: tests in stages that the provider can be reached with the config's value, or with
 * that value after a merge patch. The outcome for the stored value is kept with the config; the audit trail records
 * every test.
 * @throws DomainError `secrets_stale`; `no_test_url`; `restricted_destination`; `use_after_delete`; `invalid_data`.
 */
export const testConfig = action({
  path: 'test',
  summary: 'Test the connection to the provider with the value of a config',
  about:
    'Tests in stages; a failed stage is part of the answer. Requests go only to public addresses. Secrets go only to the origin, and in the headers, of the test that was in force when they were sent or confirmed; after a new version has changed these, the answer is 409 `secrets_stale` until a key that may reveal them confirms (`confirm-secrets`). With `value`, the value is tested as it is after that merge patch, and neither it nor the outcome is saved; stored secrets go to an address that the patch names only for a key that may reveal them.',
  errors: TEST_ERRORS,
  scopes: [SCOPE],
  audit: null,
  input: TestConfigInput,
  view: TestView,
  run: async (ctx, id, { value: patch }) => {
    const stored = await readLiveValue(ctx, id);
    const terms = await termsOf(ctx, stored.specification);
    const edited = patch && (await editedValue(ctx, terms, stored, patch));
    if (edited) await refuseStaleEdit(ctx, terms, { stored, edited });
    else await refuseStaleTest(ctx, terms, stored);
    const layers = edited ?? stored;
    const value = effectiveOf(layers);
    const tested = await tryValue(ctx, terms, value, await secretsIn(layers, value));
    const subject = { path: PATH, type: providerConfigEntity.name, id };
    await recordTest(
      ctx,
      subject,
      tested,
      patch ? { edited: writtenLeaves(patch) } : { keep: (inner) => keepTest(inner, stored, tested) },
    );
    return { answer: presentTest(ctx, { config: id, provider: stored.config.provider_id }, tested) };
  },
});

/** `POST /provider-configs/test`: the same test for an unsaved value. @throws also the errors of creating a config. */
export const testValue = operation({
  name: 'test-value',
  path: 'test',
  summary: 'Test the connection to a provider with an unsaved value',
  about:
    'Tests in stages; a failed stage is part of the answer. Requests go only to public addresses. The value is not stored.',
  errors: ['not_found', 'provider_mismatch', ...TEST_ERRORS],
  method: 'POST',
  scopes: [SCOPE],
  audit: null,
  input: TestValueInput,
  view: TestView,
  run: async (ctx, input) => {
    const { provider, terms, secrets } = await readProposal(ctx, input);
    const tested = await tryValue(ctx, terms, input.value, secrets);
    await recordTest(ctx, { path: PATH, type: providerEntity.name, id: provider }, tested);
    return presentTest(ctx, { config: null, provider }, tested);
  },
});

/**
 * Reads the terms that a config made from this body would be checked against. Its locks end before anything is sent.
 */
const readProposal = (ctx: Context, input: Static<typeof TestValueInput>) =>
  transact(ctx, async (db) => {
    const inner = { ...ctx, db };
    const { provider, deployment } = await holdTarget(inner, input);
    const specification = await specificationForNew(inner, { provider, deployment });
    const terms = await termsOf(inner, specification);
    const { secrets } = await firstValue(terms, input.value, ['value']);
    return { provider: provider.id, terms, secrets };
  });

async function tryValue(
  ctx: Context,
  { specification, version }: Terms,
  value: JsonObject,
  secrets: readonly Pointer[],
): Promise<Tested> {
  const whole = await wholeOf(specification, value);
  const test = version?.test ?? null;
  const check = await providerCheckOf(test, whole, secrets, specification);
  return tryCheck(ctx, check, { entity: providerConfigEntity.name, hasTest: test !== null });
}

const presentTest = (
  ctx: Context,
  { config, provider }: { config: string | null; provider: string },
  tested: Tested,
): Static<typeof TestView> => ({
  object: 'provider.config.test',
  config_id: config,
  provider_id: provider,
  ...resultOf(ctx, tested),
});
