import calendars from '#config/calendars'

interface Running {
  run(id: number): Promise<string>
  failed(error: unknown, id: number): void
}

/**
 * All of them, some at a time, so that a calendar that hangs holds up few. Counts those that were
 * still due.
 */
export async function runDue(ids: readonly number[], { run, failed }: Running): Promise<number> {
  const left = [...ids]
  let count = 0
  const runOneByOne = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      try {
        if ((await run(id)) !== 'not_due') count++
      } catch (error) {
        failed(error, id)
      }
    }
  }
  await Promise.all(Array.from({ length: calendars.mostAtOnce }, runOneByOne))
  return count
}
