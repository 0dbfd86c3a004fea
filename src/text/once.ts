/** Makes a value at its first use: what an isolate may never need costs nothing when it starts. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
