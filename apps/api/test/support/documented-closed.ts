type Node = Record<string, unknown>;

/**
 * Returns the document with every object closed to members that it does not name. A client must tolerate further
 * members, a test must not. The parts of an `allOf` stay open, because only together do they name all members.
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

/** `joined` holds references, and the schemas that stand in an `allOf` themselves. */
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
