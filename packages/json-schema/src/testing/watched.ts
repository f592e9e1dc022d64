/** Counts the looks into a value and everything below it. */
export function watched(value: unknown): { value: unknown; looks: () => number } {
  let looks = 0;
  const known = new Map<object, object>();
  const wrap = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    const found = known.get(item);
    if (found !== undefined) return found;
    const wrapper = new Proxy(item, {
      get: (target, name) => {
        looks += 1;
        return wrap(Reflect.get(target, name));
      },
      getOwnPropertyDescriptor: (target, name) => {
        looks += 1;
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      has: (target, name) => {
        looks += 1;
        return Reflect.has(target, name);
      },
      ownKeys: (target) => {
        const names = Reflect.ownKeys(target);
        looks += names.length;
        return names;
      },
    });
    known.set(item, wrapper);
    return wrapper;
  };
  return { value: wrap(value), looks: () => looks };
}
