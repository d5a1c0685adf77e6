/** What the driver says when nothing came within `query_timeout`. */
const NO_ANSWER = 'Query read timeout'

interface Connection {
  query: (...args: unknown[]) => unknown
  connection: { stream: { destroy(error: Error): void } }
}

type Done = (error: Error | null, connection: Connection) => void

/**
 * A connection on which a question stayed without an answer is given up with everything that was
 * under way on it: else the next question, and the ROLLBACK before all, would wait as long behind it.
 */
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
