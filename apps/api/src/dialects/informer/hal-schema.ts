import { type TProperties, Type } from '@sinclair/typebox';

/** What hal.ts makes, as schemas. */

export const Link = Type.Object(
  { href: Type.String(), templated: Type.Optional(Type.Literal(true)) },
  { $id: 'Link' },
);

const curies = Type.Array(
  Type.Object({ name: Type.Literal('inf'), href: Type.String(), templated: Type.Literal(true) }),
);

/** The links of an item, and of the document that has it alone. */
export const linksOf = <P extends TProperties>(links: P) =>
  Type.Object({
    self: Link,
    ...links,
    curies: Type.Optional(curies),
  });

/** A part of a list of these, embedded under their relation. */
export const listView = <P extends TProperties>(name: string, embedded: P) =>
  Type.Object(
    {
      start: Type.Integer(),
      count: Type.Integer({ description: 'How many there are here.' }),
      total: Type.Integer({ description: 'How many there are in all.' }),
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
