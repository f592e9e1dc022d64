import { type TProperties, Type } from '@sinclair/typebox';

/** The schemas of the HAL documents that hal.ts makes. */

export const Link = Type.Object(
  { href: Type.String(), templated: Type.Optional(Type.Literal(true)) },
  { $id: 'Link' },
);

const curies = Type.Array(
  Type.Object({ name: Type.Literal('inf'), href: Type.String(), templated: Type.Literal(true) }),
);

/** Makes the schema of the links of an item, and of its own document. */
export const linksOf = <P extends TProperties>(links: P) =>
  Type.Object({
    self: Link,
    ...links,
    curies: Type.Optional(curies),
  });

/** Makes the schema of a list, with its items embedded under their relation. */
export const listView = <P extends TProperties>(name: string, embedded: P) =>
  Type.Object(
    {
      start: Type.Integer(),
      count: Type.Integer({ description: 'The number of items of this page.' }),
      total: Type.Integer({ description: 'The number of all items.' }),
      _embedded: Type.Object(embedded),
      _links: Type.Object({
        self: Link,
        search: Link,
        next: Type.Optional(Link),
        prev: Type.Optional(Link),
        curies,
      }),
    },
    { $id: name },
  );
