/**
 * Of PostgreSQL (Appendix A of its manual): it ends, has not begun yet, cannot read or write its
 * files, or has no disk, memory or connection left.
 */
const OF_POSTGRES = /^(08|53|57P0[1-5]|58030)/

/** Of disk and memory; with more connections there would be no more of those. */
const NO_ROOM = /^53[012]/

const OF_THE_NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])

/** The driver and the pool have no code for these, only words, which may stand behind the statement. */
const IN_WORDS =
  /(^| - )(Query read timeout|timeout expired|Connection terminated|Client (has encountered a connection error|was closed) and)|^Knex: Timeout acquiring a connection/

/**
 * Whether a request failed because the database could not be reached, went away meanwhile, does not
 * answer or has no room: what
 * was asked for is right and can be asked again. Whether a statement that was under way then was
 * carried out, nobody knows.
 */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStoreAway)
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return OF_POSTGRES.test(code) || OF_THE_NETWORK.has(code) || IN_WORDS.test(error.message)
}

/** Whether it was there, and had no room for what was asked. */
export function isStoreFull(error: unknown): boolean {
  return error instanceof Error && NO_ROOM.test(codeOf(error))
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}
