/**
 * Does something with each of many, so many at once and in their order; no more than that lie in memory. After the
 * first that throws none is begun, and those under way are waited for.
 * @template T
 * @param {Iterable<T> | AsyncIterable<T>} all @param {number} atOnce @param {(one: T) => Promise<void>} work
 */
export async function inParallel(all, atOnce, work) {
  /** @type {Set<Promise<void>>} */
  const underWay = new Set();
  /** @type {unknown[]} */
  const failures = [];
  for await (const one of all) {
    if (failures.length > 0) break;
    const done = work(one)
      .catch(failure => void failures.push(failure))
      .finally(() => underWay.delete(done));
    underWay.add(done);
    if (underWay.size >= atOnce) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}
