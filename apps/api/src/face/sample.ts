import { prefixes, singularOf } from '@berth/kernel';

/** A request that was sent, and its answer. */
export interface Step {
  method: string;
  /** The path without its first slash. */
  path: string;
  body?: unknown;
  answer: unknown;
  /** The operation that it was recorded for; absent for one that prepares a row. */
  id?: string;
}

/** A request that is shown. `after` is the operation that its row went through before. */
export interface SampleRequest extends Omit<Step, 'answer' | 'id'> {
  after?: string | undefined;
}

/** A request as a document shows it: `command` is shell, `body` and `path` fill a form. */
export interface Sample {
  command: string;
  /** The body, with the variables of the command in the place of ids. */
  body?: unknown;
}

/** The ids of rows: TypeIDs, and UUIDs of version 7. */
const IDS =
  /\b[a-z]{2,8}_[0-7][0-9a-hjkmnp-tv-z]{25}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;
/** The suffix by which examples make a name unique. */
const UNIQUE = /([- ])[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
/** A revision by its number. */
const NUMBERED = /\/\d+(?:\/|$)/;
const LONGEST_LINE = 76;

export const isRowId = (text: string): boolean => text.replace(IDS, '') === '' && text !== '';

/**
 * Writes a request in shell, behind the earlier requests that make the rows it names. `api` sends a request with the
 * key, `id` reads a member of the answer: the guide at `/docs` defines both.
 */
export function sampleOf(steps: readonly Step[], asked: SampleRequest, options = ''): Sample {
  const variables = new Map<string, string>();
  const needed = stepsFor(steps, asked);
  const commands = needed.map((step) => {
    const command = commandOf(step, variables, options);
    const places = placesIn(step, [...needed, asked]).filter(([id]) => !variables.has(id));
    if (places.length === 0) return command;
    const members = places.map(([id, place]) => {
      const name = nameOf(id, step.path, place, [...variables.values()]);
      variables.set(id, name);
      return [name, pointerOf(place)] as const;
    });
    const [[name, pointer] = ['', ''], ...more] = members;
    if (more.length === 0) return `${name}=$(${command} | id${pointer})`;
    const reads = members.map(([each, where]) => `${each}=$(id${where} <<< "$ANSWER")`);
    return [`ANSWER=$(${command})`, ...reads].join('\n');
  });
  const command = [...commands, commandOf(asked, variables, options)].join('\n');
  if (asked.body === undefined) return { command };
  const body = JSON.stringify(asked.body).replace(IDS, (id) =>
    withVariable(id, variables, (name) => `$${name}`),
  );
  return { command, body: JSON.parse(body) };
}

const textOf = ({ path, body }: SampleRequest): string => `${path} ${JSON.stringify(body ?? null)}`;
const idsIn = (text: string): string[] => [...new Set(text.match(IDS))];

/** Finds the steps without which a request fails, in their order. */
function stepsFor(steps: readonly Step[], asked: SampleRequest): Step[] {
  const needed = new Set<Step>();
  const need = (request: SampleRequest): void => {
    for (const id of idsIn(textOf(request))) {
      const origin = steps.find((step) => JSON.stringify(step.answer)?.includes(id));
      if (!origin || textOf(origin).includes(id) || needed.has(origin)) continue;
      needed.add(origin);
      need(origin);
    }
  };
  need(asked);
  const rows = idsIn(asked.path);
  for (const step of steps) {
    const isHistory = NUMBERED.test(asked.path) && step.id === undefined && step.method !== 'GET';
    const isOfRow = rows.some((id) => step.path.includes(id));
    if (isOfRow && (isHistory || (step.id !== undefined && step.id === asked.after))) needed.add(step);
    // A change of another row of the collection may be what lets this one be archived
    const isBefore = step.id === undefined && step.method === 'PATCH' && !isOfRow;
    if (isBefore && isArchived(asked) && collectionOf(step) === collectionOf(asked)) {
      needed.add(step);
      need(step);
    }
  }
  return steps.filter((step) => needed.has(step));
}

const isArchived = ({ method, after }: SampleRequest): boolean =>
  method === 'DELETE' || (after?.endsWith('.archive') ?? false);

const collectionOf = ({ path }: SampleRequest): string | undefined => path.split('/')[0];

type Place = (string | number)[];

/** Finds the ids that a step makes known and that another request names, and their places in the answer. */
function placesIn(step: Step, requests: readonly SampleRequest[]): [id: string, place: Place][] {
  const named = new Set(
    requests.filter((request) => request !== step).flatMap((other) => idsIn(textOf(other))),
  );
  const own = new Set(idsIn(textOf(step)));
  const found = new Map<string, Place>();
  const walk = (value: unknown, place: Place): void => {
    if (typeof value === 'string' && named.has(value) && !own.has(value) && !found.has(value)) {
      found.set(value, place);
    } else if (typeof value === 'object' && value !== null) {
      const isArray = Array.isArray(value);
      for (const [name, member] of Object.entries(value))
        walk(member, [...place, isArray ? Number(name) : name]);
    }
  };
  walk(step.answer, []);
  return [...found];
}

/** Writes a place as an argument of `id`; nothing for `.id`. */
function pointerOf(place: Place): string {
  const text = place.map((name) => (typeof name === 'number' ? `[${name}]` : `.${name}`)).join('');
  if (text === '.id') return '';
  return text.includes('[') ? ` '${text}'` : ` ${text}`;
}

const kinds = new Map<string, string>(Object.entries(prefixes).map(([kind, prefix]) => [prefix, kind]));

/** Names a variable by the kind of the id, or by its place in the answer: `DEPLOYMENT`. */
function nameOf(id: string, path: string, place: Place, taken: readonly string[]): string {
  const member = place.findLast((name) => typeof name === 'string' && !/^(?:id|items)$/.test(name));
  const collection = singularOf(path.replace(/\?.*/, '').split('/').at(-1) ?? '');
  const name = (kinds.get(id.slice(0, id.indexOf('_'))) ?? String(member ?? collection))
    .replace(/Id$/, '')
    .replace(/^provider(?=[A-Z-])-?/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
  return taken.includes(name) ? `OTHER_${name}` : name;
}

const withVariable = (
  id: string,
  variables: ReadonlyMap<string, string>,
  write: (name: string) => string,
) => {
  const name = variables.get(id);
  return name === undefined ? id : write(name);
};

function commandOf(
  { method, path, body }: SampleRequest,
  variables: ReadonlyMap<string, string>,
  options: string,
): string {
  const place = path.replace(IDS, (id) => withVariable(id, variables, (name) => `$${name}`));
  const url = /[?&]/.test(place) ? `"$URL/${place}"` : `$URL/${place}`;
  const isPlain = method === (body === undefined ? 'GET' : 'POST');
  const data = body === undefined ? '' : ` -d '${shellJson(body, variables)}'`;
  return `api ${options}${isPlain ? '' : `-X ${method} `}${url}${data}`;
}

/** Writes JSON for single quotes. */
const shellJson = (body: unknown, variables: ReadonlyMap<string, string>): string =>
  foldedJson(body, '')
    .replaceAll("'", `'\\''`)
    .replace(IDS, (id) => withVariable(id, variables, (name) => `'$${name}'`))
    .replace(UNIQUE, "$1'$$RANDOM'");

/** Writes JSON with each object and array on one line where it fits. */
function foldedJson(value: unknown, indent: string): string {
  const line = lineOf(value);
  if (indent.length + line.length <= LONGEST_LINE || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((item) => foldedJson(item, inner))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${foldedJson(member, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${members.map((text) => `${inner}${text}`).join(',\n')}\n${indent}${close}`;
}

function lineOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(lineOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${lineOf(member)}`).join(', ')}}`;
}
