import { stdSerializers } from '@adonisjs/core/logger'

/** Nothing else: what errors bring along may be a whole row, an answer, or a header with a secret. */
const TOLD = [
  ...['type', 'message', 'stack', 'code', 'status'],
  ...['severity', 'table', 'column', 'constraint'],
  ...['syscall', 'address', 'port'],
] as const

/** PostgreSQL's class of values that cannot be read, which it quotes. */
const QUOTES_VALUES = /^22[0-9A-Z]{3}$/

/** An error as the log tells it. */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const whole: Record<string, unknown> = { ...stdSerializers.err(error) }
  const told = Object.fromEntries(TOLD.map((name) => [name, whole[name]]))
  const together = error instanceof AggregateError && {
    aggregateErrors: error.errors.map(loggedError),
  }
  if (!QUOTES_VALUES.test(String(told.code))) return { ...told, ...together }
  return { ...told, message: withoutValues(told.message), stack: withoutValues(told.stack) }
}

/** The driver's words come after the statement and a dash. */
function withoutValues(text: unknown): string {
  return String(text).replace(/ - ([^"]*)".*"/s, ' - $1"…"')
}
