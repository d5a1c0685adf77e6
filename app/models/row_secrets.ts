import encryption from '@adonisjs/core/services/encryption'

/** Every column with secrets of one row each; whoever has a secret to keep adds theirs here. */
export const SEALED_COLUMNS = [
  { purpose: 'calendar-connection', table: 'calendar_connections', id: 'id', column: 'secrets' },
  { purpose: 'webhook-endpoint', table: 'webhook_endpoints', id: 'id', column: 'secret' },
  { purpose: 'webhook-endpoint', table: 'webhook_endpoints', id: 'id', column: 'former_secret' },
  { purpose: 'calcom-secret', table: 'calcom_bridges', id: 'id', column: 'secret' },
  { purpose: 'calcom-key', table: 'calcom_bridges', id: 'id', column: 'api_key' },
  { purpose: 'second-step', table: 'second_steps', id: 'user_id', column: 'secret' },
] as const

type Purpose = (typeof SEALED_COLUMNS)[number]['purpose']

/** Secrets that are encrypted for one row each: in another's row they open nothing. */
export function rowSecrets(purpose: Purpose) {
  const purposeOf = (id: number) => `${purpose}-${id}`
  return {
    seal: (id: number, secret: string | object): string =>
      encryption.encrypt(secret, undefined, purposeOf(id)),

    /** Null where the deployment's key is another by now. */
    open: <Secret = string>(id: number, sealed: string): Secret | null =>
      encryption.decrypt<Secret>(sealed, purposeOf(id)),
  }
}
