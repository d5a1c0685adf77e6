import encryption from '@adonisjs/core/services/encryption'

/** Secrets that are encrypted for one row each: in another's row they open nothing. */
export function rowSecrets(purpose: string) {
  const purposeOf = (id: number) => `${purpose}-${id}`
  return {
    seal: (id: number, secret: string | object): string =>
      encryption.encrypt(secret, undefined, purposeOf(id)),

    /** Null where the deployment's key is another by now. */
    open: <Secret = string>(id: number, sealed: string): Secret | null =>
      encryption.decrypt<Secret>(sealed, purposeOf(id)),
  }
}
