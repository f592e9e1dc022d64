import { expect, test } from 'vitest';
import { statementName } from './statement-name.ts';

test.each([
  ['select "id" from "provider_configs" where "name" = $1', 'select provider_configs'],
  ['insert into "jobs" ("id") values ($1)', 'insert jobs'],
  [`update "api_keys" set "name" = 'a from secret_table'`, 'update api_keys'],
  ['with head as (insert into "audit_heads" as head values ($1)) select 1', 'with audit_heads'],
  ['(select 1 from instances) union all (select 2)', 'select instances'],
  [`select 'canary'`, 'select'],
  ['canary', 'other'],
])('%s is named %s', (text, name) => {
  expect(statementName(text)).toBe(name);
});
