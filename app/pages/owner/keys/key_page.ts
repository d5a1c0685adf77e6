import type { DateTime } from 'luxon'
import type ApiKey from '#models/keys/api_key'
import { SCOPED, SCOPES } from '#models/keys/scopes'
import type Business from '#models/settings/business'
import { keyList } from '#queries/keys/key_list'
import type { Form } from '#validators/form'
import { KEY_LIVES, scopeField } from '#validators/keys/key_form'

const ACTS = ['read', 'write'] as const

export async function keysPage(business: Business, now: DateTime) {
  const keys = await keyList(business.id)
  return { keys: keys.map((key) => keyRow(key, now)) }
}

/** A key as its list and its own page show it. */
export function keyRow(key: ApiKey, now: DateTime) {
  return {
    id: key.id,
    name: key.name,
    state: key.stateAt(now),
    shown: `${key.beginning}…${key.lastFour}`,
    who: key.membership?.user.fullName ?? null,
    isForAll: key.isForAll,
    scopes: key.scopes.map((scope) => scope.split(':')),
    expiresAt: key.expiresAt,
    lastUsedAt: key.lastUsedAt,
    createdAt: key.createdAt,
    revokedAt: key.revokedAt,
  }
}

export function newKeyPage(form: Form) {
  const rows = SCOPED.map((noun) => ({
    noun,
    acts: ACTS.map((act) => {
      const scope = SCOPES.find((known) => known === `${noun}:${act}`)
      return { act, field: scope ? scopeField(scope) : null }
    }),
  }))
  return { form, acts: ACTS, rows, lives: KEY_LIVES }
}
