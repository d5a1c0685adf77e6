/** PostgreSQL's codes (Appendix A of its manual). */
const OF_POSTGRES = /^(08|53|57P0[1-5]|58030)/

const OF_THE_NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])

/** The driver and the pool give no code for these, only words, sometimes behind the statement. */
const IN_WORDS =
  /(^| - )(Query read timeout|timeout expired|Connection terminated|Client (has encountered a connection error|was closed) and)|^Knex: Timeout acquiring a connection/

/** The request may be sent again; whether a statement was carried out is not known. */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStoreAway)
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return OF_POSTGRES.test(code) || OF_THE_NETWORK.has(code) || IN_WORDS.test(error.message)
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}
