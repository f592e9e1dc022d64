import { type BranchSignature, signatureOf } from '../schema/branch-signature.ts';
import { explainUnion } from './explain-union.ts';
import { type Fault, fault } from './fault.ts';
import { prohibitedBy } from './not.ts';
import type { Reading } from './reading.ts';
import { referenceChecks } from './reference-keywords.ts';
import { add, applyHere, type Check, feign, judge, passes, type Run } from './run.ts';

/** Reads the keywords that apply subschemas to the value itself. */
export function combinedChecks(reading: Reading): Check[] {
  return [
    ...referenceChecks(reading),
    ...allOfChecks(reading),
    ...unionChecks(reading, 'anyOf'),
    ...unionChecks(reading, 'oneOf'),
    ...notChecks(reading),
    ...conditionChecks(reading),
  ];
}

function allOfChecks({ subschema, env }: Reading): Check[] {
  return env.index
    .under(subschema, 'allOf')
    .map(env.rulesOf)
    .map((rules) => (value, run) => void applyHere(rules(), value, run, true));
}

/**
 * Judges every branch on its own, so that the faults of the branches can be weighed: a failed branch adds none of its
 * own unless no branch passes.
 */
function unionChecks({ subschema, env }: Reading, keyword: 'anyOf' | 'oneOf'): Check[] {
  const branches = env.index.under(subschema, keyword);
  if (branches.length === 0) return [];
  const rules = branches.map(env.rulesOf);
  let signatures: readonly BranchSignature[] | undefined;
  const explanation = (run: Run): readonly BranchSignature[] => {
    signatures ??= branches.map((branch) => {
      const signature = signatureOf(env.index, branch);
      run.work.spend(signature.read / 4);
      return signature;
    });
    run.work.spend(signatures.reduce((sum, { tags }) => sum + 1 + tags.size, 0) / 2);
    return signatures;
  };
  return [
    (value, run) => {
      const outcomes: (readonly Fault[])[] = [];
      let passing = 0;
      for (const branch of rules) {
        const faults = judge(branch(), value, run, run.most);
        if (faults.length === 0) passing += 1;
        // With evaluated members to note, each branch that passes adds its own
        const isEnough = passing > 0 && keyword === 'anyOf' && run.seen === null;
        if (isEnough && run.veiled === undefined) return;
        outcomes.push(faults);
      }
      const explained = run.veiled && explanation(run);
      if (passing === 1 || (passing > 1 && keyword === 'anyOf')) return;
      if (passing > 1) return void add(run, fault(keyword, run.at, { passing }));
      if (run.most === 1) return void add(run, fault(keyword, run.at, { passing }));
      const known = explained ?? explanation(run);
      for (const one of explainUnion(keyword, value, run.at, known, outcomes)) add(run, one);
    },
  ];
}

function notChecks({ subschema, env }: Reading): Check[] {
  const [negated] = env.index.under(subschema, 'not');
  if (negated === undefined) return [];
  const rules = env.rulesOf(negated);
  return [
    (value, run) => {
      if (passes(rules(), value, run)) add(run, fault('not', run.at, prohibitedBy(negated.schema, value)));
    },
  ];
}

function conditionChecks({ subschema, env }: Reading): Check[] {
  const [condition] = env.index.under(subschema, 'if');
  if (condition === undefined) return [];
  const rules = env.rulesOf(condition);
  const [consequence] = env.index.under(subschema, 'then').map(env.rulesOf);
  const [alternative] = env.index.under(subschema, 'else').map(env.rulesOf);
  return [
    (value, run) => {
      const holds = judge(rules(), value, run, 1).length === 0;
      const [side, other] = holds ? [consequence, alternative] : [alternative, consequence];
      if (side !== undefined) applyHere(side(), value, run, true);
      if (other !== undefined) feign(other(), value, run);
    },
  ];
}
