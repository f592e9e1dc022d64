type Node = Record<string, unknown>;

/**
 * A document whose objects have the members that they name and no other: a client has to live with more, and a test
 * should not. What `allOf` joins stays open, since it says only together what there is.
 */
export function closed(document: object): unknown {
  const joined = new Set<unknown>();
  visit(document, (node) => {
    for (const part of (node.allOf as Node[] | undefined) ?? []) joined.add(part.$ref ?? part);
  });
  return close(document, '#', joined);
}

function visit(node: unknown, look: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  look(node as Node);
  for (const member of Object.values(node)) visit(member, look);
}

/** `joined` has references, and schemas that stand in `allOf` themselves. */
function close(node: unknown, at: string, joined: ReadonlySet<unknown>): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((item, index) => close(item, `${at}/${index}`, joined));
  const members = Object.entries(node).map(([name, member]) => [
    name,
    close(member, `${at}/${name}`, joined),
  ]);
  const { type, properties, additionalProperties } = node as Node;
  const isOpen = joined.has(at) || joined.has(node) || additionalProperties !== undefined;
  const shut = type === 'object' && properties && !isOpen ? { additionalProperties: false } : {};
  return { ...Object.fromEntries(members), ...shut };
}
