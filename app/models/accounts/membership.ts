import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { linkToken } from '#models/links/link_token'
import Business from '#models/settings/business'
import User from '#models/accounts/user'

export const ROLES = ['owner', 'admin', 'staff', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/** They decide for the whole business; staff for their own time. */
const IN_CHARGE: readonly Role[] = ['owner', 'admin']

/** In a statement that has `memberships`. */
export const IS_IN_CHARGE = `memberships.role in (${IN_CHARGE.map((role) => `'${role}'`).join(', ')})`

export function isInCharge(role: Role): boolean {
  return IN_CHARGE.includes(role)
}

export default class Membership extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare userId: number

  @column()
  declare businessId: number

  @column()
  declare role: Role

  /** The day in short, by mail each morning. */
  @column()
  declare getsDigest: boolean

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  get isInCharge(): boolean {
    return isInCharge(this.role)
  }

  /** The user whose bookings alone they decide about, if so; see `BookingPolicy`. */
  get decidesOnlyOf(): number | null {
    return this.role === 'staff' ? this.userId : null
  }

  /** Of who is a member now, at the address that they have now; needs the user loaded. */
  get linkSubject() {
    return { id: this.id, recipient: this.user.email.toLowerCase(), version: 0 }
  }

  get digestStopToken(): string {
    return linkToken('stop_digest', this.linkSubject)
  }

  /** Only owners make owners, and take that away. */
  mayGrant(role: Role): boolean {
    return this.role === 'owner' || (this.role === 'admin' && role !== 'owner')
  }
}
