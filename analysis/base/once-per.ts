/**
 * The same function, computed once for each object it is asked about and forgotten with it. For what several formulas need
 * of one column of millions of values; the object must not change meanwhile.
 */
export function oncePer<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}
