import { isObject, ownValue } from '../json/object.ts';
import { fault } from './fault.ts';
import type { Reading } from './reading.ts';
import {
  add,
  applyBelow,
  applyHere,
  type Check,
  feignBelow,
  type Lazy,
  MOST_FAULTS,
  namesOf,
  passes,
  type Run,
} from './run.ts';
import { stepsOfPattern } from './steps.ts';

/** Reads the keywords about objects. */
export function objectChecks(reading: Reading): Check[] {
  return [
    ...countChecks(reading),
    ...requiredChecks(reading),
    ...nameChecks(reading),
    ...memberChecks(reading),
    ...dependentChecks(reading),
  ];
}

/** Reads `unevaluatedProperties`, which must come last. */
export function unevaluatedMembers({ subschema, env }: Reading): Check[] {
  const [others] = env.index.under(subschema, 'unevaluatedProperties');
  if (others === undefined) return [];
  const rules = env.rulesOf(others);
  return [
    (value, run) => {
      const { seen } = run;
      const areAllSeen = seen?.allNames === true;
      const names = areAllSeen && run.veiled === undefined ? [] : namesOf(value as object, run);
      run.work.spend(names.length / 8);
      for (const name of names) {
        if (isFull(run)) break;
        const member = ownValue(value as object, name);
        const isSeen = areAllSeen || seen?.names.has(name) === true;
        if (others.schema !== false) {
          if (isSeen) feignBelow(rules, member, run, name);
          else applyBelow(rules(), member, run, name);
        } else if (!isSeen) addUnknown('unevaluated', name, run);
      }
      if (seen !== null) seen.allNames = true;
    },
  ];
}

const isFull = (run: Run): boolean => run.faults.length >= run.most;

/** Adds a fault for an unknown member. Secrets let a check go on after the last fault that it keeps. */
function addUnknown(kind: 'additional' | 'unevaluated', name: string, run: Run): void {
  if (run.faults.length >= MOST_FAULTS) return;
  add(run, fault(`${kind}Properties`, run.at, { [`${kind}Property`]: name }));
}

function countChecks({ schema }: Reading): Check[] {
  const most = ownValue(schema, 'maxProperties');
  const least = ownValue(schema, 'minProperties');
  if (typeof most !== 'number' && typeof least !== 'number') return [];
  return [
    (value, run) => {
      const count = namesOf(value as object, run).length;
      if (typeof most === 'number' && count > most) add(run, fault('maxProperties', run.at, { limit: most }));
      if (typeof least === 'number' && count < least)
        add(run, fault('minProperties', run.at, { limit: least }));
    },
  ];
}

function requiredChecks({ schema }: Reading): Check[] {
  const required = ownValue(schema, 'required');
  if (!Array.isArray(required)) return [];
  return [
    (value, run) => {
      for (const missingProperty of required) {
        if (isFull(run)) return;
        if (!Object.hasOwn(value as object, missingProperty))
          add(run, fault('required', run.at, { missingProperty }));
      }
    },
  ];
}

function nameChecks({ subschema, env }: Reading): Check[] {
  const [names] = env.index.under(subschema, 'propertyNames');
  if (names === undefined) return [];
  const rules = env.rulesOf(names);
  return [
    (value, run) => {
      const { veiled } = run;
      for (const propertyName of namesOf(value as object, run)) {
        if (isFull(run)) return;
        // Names are no secrets
        run.veiled = undefined;
        const fits = passes(rules(), propertyName, run);
        run.veiled = veiled;
        if (!fits) add(run, fault('propertyNames', run.at, { propertyName }));
      }
    },
  ];
}

/** Reads `properties`, `patternProperties` and `additionalProperties`, which excludes what the others describe. */
function memberChecks({ subschema, env }: Reading): Check[] {
  const { index } = env;
  const properties = new Map(nameAndRules(env, subschema, 'properties'));
  const byPattern = [...nameAndRules(env, subschema, 'patternProperties')];
  const [others] = index.under(subschema, 'additionalProperties');
  const additional = others === undefined ? undefined : env.rulesOf(others);
  const checks: Check[] = [];
  if (properties.size > 0) {
    checks.push((value, run) => {
      run.work.spend(properties.size / 8);
      for (const [name, rules] of properties) {
        if (isFull(run)) return;
        if (!Object.hasOwn(value as object, name)) continue;
        applyBelow(rules(), ownValue(value as object, name), run, name);
        run.seen?.names.add(name);
      }
    });
  }
  if (byPattern.length === 0 && additional === undefined) return checks;
  checks.push((value, run) => {
    for (const name of namesOf(value as object, run)) {
      if (isFull(run)) return;
      run.work.spend(0.25);
      let described = properties.has(name);
      for (const [source, rules] of byPattern) {
        const pattern = env.pattern(source);
        run.work.spend(stepsOfPattern(pattern, name.length));
        if (!pattern.test(name)) continue;
        described = true;
        applyBelow(rules(), ownValue(value as object, name), run, name);
        run.seen?.names.add(name);
      }
      if (described || additional === undefined) continue;
      if (others?.schema === false) addUnknown('additional', name, run);
      else applyBelow(additional(), ownValue(value as object, name), run, name);
    }
    if (additional !== undefined && run.seen !== null) run.seen.allNames = true;
  });
  return checks;
}

function* nameAndRules(
  env: Reading['env'],
  subschema: Reading['subschema'],
  keyword: string,
): Iterable<[string, Lazy]> {
  const holder = isObject(subschema.schema) ? ownValue(subschema.schema, keyword) : undefined;
  for (const name of isObject(holder) ? Object.keys(holder) : []) {
    const child = env.index.named(subschema, keyword, name);
    if (child !== undefined) yield [name, env.rulesOf(child)];
  }
}

/** Reads `dependencies`, `dependentRequired` and `dependentSchemas`. */
function dependentChecks({ schema, subschema, env }: Reading): Check[] {
  const checks: Check[] = [];
  for (const keyword of ['dependencies', 'dependentRequired'] as const) {
    const holder = ownValue(schema, keyword);
    const lists = Object.entries(isObject(holder) ? holder : {}).filter(([, names]) => Array.isArray(names));
    if (lists.length === 0) continue;
    checks.push((value, run) => {
      run.work.spend(lists.length / 8);
      for (const [property, names] of lists as [string, string[]][]) {
        if (!Object.hasOwn(value as object, property)) continue;
        run.work.spend(names.length / 8);
        for (const missingProperty of names) {
          if (isFull(run)) return;
          if (!Object.hasOwn(value as object, missingProperty))
            add(run, fault(keyword, run.at, { property, missingProperty }));
        }
      }
    });
  }
  for (const keyword of ['dependencies', 'dependentSchemas']) {
    const dependents = [...nameAndRules(env, subschema, keyword)];
    if (dependents.length === 0) continue;
    checks.push((value, run) => {
      run.work.spend(dependents.length / 8);
      for (const [name, rules] of dependents) {
        if (isFull(run)) return;
        if (Object.hasOwn(value as object, name)) applyHere(rules(), value, run, true);
      }
    });
  }
  return checks;
}
