/** A time limit on a promise that may never settle. */

export class TookTooLong extends Error {
  override readonly name = "TookTooLong";
}

/**
 * @param ms how long to wait.
 * @throws TookTooLong when it is over; the promise itself goes on, and a later failure of it is nobody's.
 */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}
