export class NoAnswer extends Error {}

/** The outcome of what others do, or an error once it takes longer; what they do goes on all the same. */
export async function inTime<Result>(withinMs: number, work: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new NoAnswer(`No answer within ${withinMs} ms`)), withinMs)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
