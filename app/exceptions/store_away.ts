/** Of PostgreSQL (Appendix A of its manual): it ends, has not begun yet, or has no connection left. */
const OF_POSTGRES = /^(08|57P0[1-3]|53300)/

const OF_THE_NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])

/** The driver and the pool have no code for these, only words, which may stand behind the statement. */
const IN_WORDS =
  /(^| - )(Connection terminated|Client (has encountered a connection error|was closed) and)|^Knex: Timeout acquiring a connection/

/**
 * Whether a request failed because the database could not be reached, or went away meanwhile: what
 * was asked for is right and can be asked again. Whether a statement that was under way then was
 * carried out, nobody knows.
 */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStoreAway)
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return OF_POSTGRES.test(code) || OF_THE_NETWORK.has(code) || IN_WORDS.test(error.message)
}
