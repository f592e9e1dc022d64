/** Sets a member of any name. A plain assignment to `__proto__` would set none. */
export function define(place: object, name: string, value: unknown): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
}
