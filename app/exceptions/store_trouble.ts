const UNREACHABLE: Record<string, string> = {
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host is not known',
  ETIMEDOUT: 'its host does not answer',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its host cannot be reached',
}

const OF_POSTGRES: Record<string, string> = {
  ...UNREACHABLE,
  'ECONNREFUSED': 'nothing answers there; is PostgreSQL running, and are host and port right?',
  '28P01': 'the password is wrong',
  '28000': 'that user may not sign in',
  '3D000': 'there is no database of that name; create it first',
  '42501': 'that user may not create tables; give the owner of the database as DATABASE_OWNER_URL',
}

const OF_REDIS: Record<string, string> = {
  ...UNREACHABLE,
  ECONNREFUSED: 'nothing answers there; is Redis running, and are host and port right?',
  NOAUTH: 'it asks for a password',
  WRONGPASS: 'the password is wrong',
}

export function databaseTrouble(error: unknown): string | undefined {
  const code = codeOf(error)
  const trouble = code && OF_POSTGRES[code]
  return trouble && `DATABASE_URL cannot be used: ${trouble} (${code}).`
}

/** Redis puts its code into the first word of the message. */
export function redisTrouble(error: Error): string {
  const code = codeOf(error) ?? error.message.split(' ')[0]
  const trouble = OF_REDIS[code]
  return `REDIS_URL cannot be used: ${trouble ? `${trouble} (${code})` : error.message}.`
}

function codeOf(error: unknown): string | undefined {
  // Several addresses of one host fail as one error that holds the others.
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (error instanceof Error && 'code' in error) return String(error.code)
  return undefined
}
