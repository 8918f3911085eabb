/** Makes something once for each key. What could not be made is made anew when it is asked for again. */
export function remembered<T, Key = string>(make: (key: Key) => T): (key: Key) => T {
  const made = new Map<Key, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    if (known instanceof Promise) known.catch(() => made.delete(key));
    return known;
  };
}
