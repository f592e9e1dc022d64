/** The part of a document that the comparison reads. */
export interface Described {
  paths: Record<string, Record<string, OperationPart>>;
  components?: Record<string, Record<string, unknown>>;
}

interface OperationPart {
  parameters?: Node[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Node }> };
  responses: Record<string, Node>;
}

type Node = Record<string, unknown>;

/** The direction of a schema. An input may require no more than before; an output may hold no less. */
type Way = 'input' | 'output';

interface Step {
  at: string;
  before: Node;
  after: Node;
  way: Way;
}

/** Lists the breaking changes between two documents, one line each, in the order of the document. */
export function breakingChanges(before: Described, after: Described): string[] {
  const found: string[] = [];
  for (const [path, item] of Object.entries(before.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const at = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      if (!now) found.push(`${at} is gone`);
      else found.push(...changesOf({ before, after }, at, operation, now));
    }
  }
  return [...new Set(found)];
}

interface Documents {
  before: Described;
  after: Described;
}

function changesOf(documents: Documents, at: string, was: OperationPart, is: OperationPart): string[] {
  return [
    ...parameterChanges(documents, at, was.parameters ?? [], is.parameters ?? []),
    ...bodyChanges(documents, at, was.requestBody, is.requestBody),
    ...answerChanges(documents, at, was.responses, is.responses),
  ];
}

function parameterChanges(documents: Documents, at: string, was: Node[], is: Node[]): string[] {
  const named = (document: Described, list: Node[]) =>
    new Map(
      list.map((entry) => {
        const parameter = resolved(document, entry);
        return [`${parameter.in} parameter ${parameter.name}`, parameter] as const;
      }),
    );
  const old = named(documents.before, was);
  const now = named(documents.after, is);
  const gone = [...old.keys()].filter((name) => !now.has(name)).map((name) => `${at}: ${name} is gone`);
  const demanded = [...now]
    .filter(([name, { required }]) => required === true && old.get(name)?.required !== true)
    .map(([name]) => `${at}: ${name} is required`);
  const narrowed = [...old].flatMap(([name, parameter]) => {
    const other = now.get(name);
    if (!other) return [];
    const [before, after] = [parameter.schema as Node, other.schema as Node];
    return schemaChanges(documents, { at: `${at}: ${name}`, before, after, way: 'input' });
  });
  return [...gone, ...demanded, ...narrowed];
}

function bodyChanges(
  documents: Documents,
  at: string,
  was: OperationPart['requestBody'],
  is: OperationPart['requestBody'],
): string[] {
  const demanded = is?.required && !was?.required ? [`${at}: a body is required`] : [];
  return [...demanded, ...contentChanges(documents, `${at}: body`, was?.content, is?.content, 'input')];
}

/** Answers other than 2xx may come and go: a client must expect any of them. */
function answerChanges(
  documents: Documents,
  at: string,
  was: Record<string, Node>,
  is: Record<string, Node>,
): string[] {
  return Object.entries(was)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, entry]) => {
      const other = is[status];
      if (!other) return [`${at}: answer ${status} is gone`];
      const contents = [resolved(documents.before, entry).content, resolved(documents.after, other).content];
      const [before, after] = contents as Record<string, { schema: Node }>[];
      return contentChanges(documents, `${at}: answer ${status}`, before, after, 'output');
    });
}

function contentChanges(
  documents: Documents,
  at: string,
  was: Record<string, { schema: Node }> = {},
  is: Record<string, { schema: Node }> = {},
  way: Way,
): string[] {
  return Object.entries(was).flatMap(([type, { schema }]) => {
    const other = is[type];
    if (!other) return [`${at}: ${type} is gone`];
    return schemaChanges(documents, { at, before: schema, after: other.schema, way });
  });
}

function schemaChanges(documents: Documents, { at, before, after, way }: Step): string[] {
  const was = flattened(documents.before, before);
  const is = flattened(documents.after, after);
  const found = [...typeChanges(at, was, is, way), ...valueChanges(at, was, is)];
  for (const [name, member] of was.members) {
    const other = is.members.get(name);
    const place = `${at}/${name}`;
    if (!other) found.push(`${place} is gone`);
    else {
      if (way === 'output' && member.required && !other.required) found.push(`${place} may be absent`);
      if (way === 'input' && !member.required && other.required) found.push(`${place} is required`);
      found.push(...schemaChanges(documents, { at: place, before: member.schema, after: other.schema, way }));
    }
  }
  for (const [name, member] of is.members) {
    if (way === 'input' && member.required && !was.members.has(name)) {
      found.push(`${at}/${name} is required`);
    }
  }
  if (was.items && is.items) {
    found.push(...schemaChanges(documents, { at: `${at}[]`, before: was.items, after: is.items, way }));
  }
  for (const [index, branch] of was.branches.entries()) {
    const other = is.branches[index];
    const place = `${at} (choice ${index + 1})`;
    if (!other) found.push(`${place} is gone`);
    else found.push(...schemaChanges(documents, { at: place, before: branch, after: other, way }));
  }
  return found;
}

/** An input must still accept every type; an output may not gain a type that the caller does not know. */
function typeChanges(at: string, was: Flat, is: Flat, way: Way): string[] {
  if (was.types.size === 0 || is.types.size === 0) return [];
  const [from, to] = way === 'input' ? [was, is] : [is, was];
  const further = [...from.types].filter((type) => !accepts(to.types, type));
  if (further.length === 0) return [];
  return [way === 'input' ? `${at} takes no ${further.join(', ')}` : `${at} may be ${further.join(', ')}`];
}

const accepts = (types: ReadonlySet<unknown>, type: unknown): boolean =>
  types.has(type) || (type === 'integer' && types.has('number'));

function valueChanges(at: string, was: Flat, is: Flat): string[] {
  if (!is.values) return [];
  if (!was.values) return [`${at} is one of a few values`];
  const gone = was.values.filter((value) => !is.values?.includes(value));
  return gone.map((value) => `${at}: the value ${JSON.stringify(value)} is gone`);
}

/** A schema with its references resolved and its `allOf` merged. */
interface Flat {
  types: ReadonlySet<unknown>;
  /** Null when the values are not a closed set. */
  values: unknown[] | null;
  members: Map<string, { schema: Node; required: boolean }>;
  items: Node | null;
  /** The branches of a choice, without null. */
  branches: Node[];
}

function flattened(document: Described, node: Node): Flat {
  const schema = resolved(document, node);
  const choice = ((schema.anyOf ?? schema.oneOf ?? []) as Node[])
    .map((entry) => resolved(document, entry))
    // A new type of a member that only a parameter asks for affects no other caller.
    .filter((entry) => !('x-only-with' in entry));
  const branches = choice.filter(({ type }) => type !== 'null');
  const [only] = branches;
  if (only && branches.length === 1) {
    const flat = flattened(document, only);
    // No types stand for any.
    if (choice.length === 1 || flat.types.size === 0) return flat;
    return { ...flat, types: new Set([...flat.types, 'null']) };
  }
  const parts = ((schema.allOf ?? []) as Node[]).map((part) => flattened(document, part));
  const required = new Set((schema.required ?? []) as string[]);
  const own = Object.entries((schema.properties ?? {}) as Record<string, Node>).map(
    ([name, member]) => [name, { schema: member, required: required.has(name) }] as const,
  );
  const types = [schema.type ?? [], parts.flatMap((part) => [...part.types])].flat();
  return {
    types: new Set(types),
    values: 'const' in schema ? [schema.const] : ((schema.enum as unknown[] | undefined) ?? null),
    members: new Map([...parts.flatMap((part) => [...part.members]), ...own]),
    items: (schema.items as Node | undefined) ?? null,
    branches,
  };
}

/** Resolves `#/components/schemas/Provider` to its schema. */
function resolved(document: Described, node: Node): Node {
  if (typeof node.$ref !== 'string') return node;
  const [, , group = '', name = ''] = node.$ref.split('/');
  return resolved(document, (document.components?.[group]?.[name] ?? {}) as Node);
}
