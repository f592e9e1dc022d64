import { checkStatements, type Finding } from './check.ts';

/** The statements over the rows of several instances that the server sends, each with its reason. */
const NAMED: readonly { why: string; pattern: RegExp }[] = [
  {
    why: 'the master keys of all data keys are counted, listed and rotated by the operator',
    pattern: /^(?!.*"instance_id" = )(?:select|\().*\bfrom \(*"?(?:data_keys\b|.*"data_keys"\) union all)/s,
  },
  {
    why: 'a runner looks for the due jobs of all instances; it locks them one by one',
    pattern: /^select "instance_id", "id" from "jobs" where .*"due_at" <= \$\d+\) order by/s,
  },
  {
    why: 'the work that falls due by itself is found for all instances, from one table',
    pattern:
      /^select distinct "instance_id" from "(?:provider_auth_configs|provider_setup_sign_ins|provider_deployments|value_revisions)" where [^()]*\(?[^()]*\)?$/,
  },
  {
    why: 'old rows of all instances are removed',
    pattern: /^delete from "(?:jobs|idempotency_records)" where "\w+"\."(?:finished_at|created_at)" < \$1$/,
  },
  {
    why: 'a scrape of the metrics counts the unfinished jobs of all instances',
    pattern:
      /^select "status", count\(\*\), min\("created_at"\) from "jobs" where [^()]* in \([^()]*\) group by/,
  },
  {
    why: 'a scrape of the metrics counts the lanes of all audit trails, once in ten minutes',
    pattern: /^select count\(\*\) from "audit_heads"$/,
  },
  {
    why: 'deployments that follow a version are found for all instances, and one by one where tables are distributed',
    pattern: /^select distinct "provider_deployments"\."instance_id" from "provider_deployments" inner join/,
  },
  {
    why: 'a list by offset has the instance as a range, and as one value where tables are distributed',
    pattern: /"instance_id" >= \$1 and "\w+"\."instance_id" <= \$2/,
  },
];

/** Returns the findings about statements that no name stands for, and the names that no statement has. */
export async function surprises(url: string, texts: Iterable<string>): Promise<(Finding | string)[]> {
  const findings = await checkStatements(url, texts);
  const isNamed = ({ text, functions }: Finding) =>
    functions.length === 0 && NAMED.some(({ pattern }) => pattern.test(text));
  const unused = NAMED.filter(({ pattern }) => !findings.some(({ text }) => pattern.test(text)));
  return [...findings.filter((found) => !isNamed(found)), ...unused.map(({ why }) => `unused: ${why}`)];
}
