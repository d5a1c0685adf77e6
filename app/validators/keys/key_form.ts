import vine from '@vinejs/vine'
import { ALL_SCOPES, SCOPES } from '#models/keys/scopes'
import { line } from '#validators/rules'

/** Days until a key expires. */
export const KEY_LIVES = ['30', '90', '365', 'never'] as const

export const keyValidator = vine.create({
  name: line(100),
  reach: vine.enum([ALL_SCOPES, 'some'] as const),
  lives: vine.enum(KEY_LIVES),
})

/** "bookings_read": a name that needs no escaping. */
export function scopeField(scope: string): string {
  return scope.replace(':', '_')
}

export function tickedScopes(body: Record<string, unknown>): string[] {
  return SCOPES.filter((scope) => body[scopeField(scope)] !== undefined)
}
