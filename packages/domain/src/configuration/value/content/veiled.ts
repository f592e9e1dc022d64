import {
  checkVeiled,
  hasDefaults,
  leftoversOf,
  type Pointer,
  Veil,
  validatorFor,
  withDefaults,
} from '@berth/json-schema';
import { breathe, filterInSlices } from '@berth/kernel';
import type { JsonObject } from './document.ts';
import { type Specification, secretsOf } from './secrets.ts';

/** Tells of a secret if it is sent now, and if a caller who may compare keeps it beside what it sends. */
interface Comparison {
  isSent?: (pointer: Pointer) => boolean;
  isBeside?: (pointer: Pointer) => boolean;
}

/**
 * Makes the veil over the secrets of a value; `undefined` without secrets. `stored` are those stored as secrets. Those
 * that are sent are compared with other content of the value, and those beside them with what is sent. All others equal
 * no content.
 */
export async function veilOf(
  specification: Specification,
  value: JsonObject,
  stored: readonly Pointer[],
  { isSent = () => false, isBeside = () => false }: Comparison = {},
): Promise<Veil | undefined> {
  const secrets = await secretsOf(specification, value, stored);
  await breathe();
  if (secrets.length === 0) return undefined;
  const unsent = await filterInSlices(secrets, (pointer) => !isSent(pointer));
  const [kept, apart] = [unsent.filter(isBeside), unsent.filter((pointer) => !isBeside(pointer))];
  return new Veil(secrets, { apart, kept });
}

/** Makes the veil over the secrets of a value, with the answers to all that its specification asks about them. */
async function answeredVeilOf(
  specification: Specification,
  value: JsonObject,
  stored: readonly Pointer[],
): Promise<Veil | undefined> {
  const veil = await veilOf(specification, value, stored);
  await breathe();
  if (veil) await checkVeiled(validatorFor(specification.config_schema), value, veil);
  await breathe();
  return veil;
}

/** Lists the leaves of an alternative that an edit abandons. `after` is the value that was checked behind its veil. */
export async function leftoversBehind(
  specification: Specification,
  before: { value: JsonObject; stored: readonly Pointer[] },
  after: { value: JsonObject; veil: Veil | undefined },
  isSent: (pointer: Pointer) => boolean,
): Promise<Pointer[]> {
  const veil = await answeredVeilOf(specification, before.value, before.stored);
  const veils = { before: veil, after: after.veil };
  return leftoversOf(specification.config_schema, before.value, after.value, isSent, veils);
}

/** Fills the defaults of the specification into a stored value. */
export async function filledOf(specification: Specification, value: JsonObject) {
  const validator = validatorFor(specification.config_schema);
  await breathe();
  const veil = hasDefaults(validator) ? await answeredVeilOf(specification, value, []) : undefined;
  const filled = withDefaults(validator, value, veil);
  await breathe();
  return filled;
}
