/** The driver's words when nothing came within `query_timeout`. */
const NO_ANSWER = 'Query read timeout'

interface Connection {
  query: (...args: unknown[]) => unknown
  connection: { stream: { destroy(error: Error): void } }
}

type Done = (error: Error | null, connection: Connection) => void

/** Else the next query, and first of all the ROLLBACK, would wait just as long. */
export function giveUpWhenSilent(connection: Connection, created: Done): void {
  const query = connection.query.bind(connection)
  connection.query = (...args) => {
    const done = args.at(-1)
    if (typeof done !== 'function') return query(...args)
    return query(...args.slice(0, -1), (error: Error | null, result: unknown) => {
      if (error?.message === NO_ANSWER) connection.connection.stream.destroy(error)
      done(error, result)
    })
  }
  created(null, connection)
}
