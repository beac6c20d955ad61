/** Something outside did not answer in time. */
export class TookTooLong extends Error {
  constructor(readonly limitMs: number) {
    super(`no answer within ${String(limitMs)} ms`);
    this.name = "TookTooLong";
  }
}

/** The result, if it comes in time. What is still under way goes on, and what becomes of it is nobody's concern. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TookTooLong(limitMs));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
