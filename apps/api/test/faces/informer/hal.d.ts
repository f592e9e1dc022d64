/* The types of HAL clients that have none, as far as the tests use them. */

declare module 'traverson' {
  interface Builder {
    from(url: string): Builder;
    newRequest(): Builder;
    json(): Builder;
    jsonHal(): Builder;
    withRequestOptions(options: object): Builder;
    withTemplateParameters(parameters: object): Builder;
    follow(...rels: string[]): Builder;
    getResource(done: (error: Error | null, document: never) => void): void;
  }
  const traverson: Builder & { registerMediaType(type: string, adapter: unknown): void };
  export = traverson;
}

declare module 'traverson-hal' {
  const adapter: { mediaType: string };
  export = adapter;
}

declare module 'halfred' {
  interface Resource {
    link(rel: string): { href: string; templated: boolean } | null;
    embeddedArray(rel: string): Resource[] | null;
    validation(): { path: string; message: string }[];
    curie(name: string): { href: string } | null;
    [member: string]: unknown;
  }
  const halfred: { enableValidation(): void; parse(document: unknown): Resource };
  export = halfred;
}
