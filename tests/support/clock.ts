/** Does something while this process's clock stands at a moment; the database's goes on. */
export async function atMoment<Done>(now: number, work: () => Promise<Done>): Promise<Done> {
  const clock = Date.now
  Date.now = () => now
  try {
    return await work()
  } finally {
    Date.now = clock
  }
}

/** So that no minute ends in between. */
export function midMinute(): number {
  const now = Date.now()
  return now - (now % 60_000) + 30_000
}
