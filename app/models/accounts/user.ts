import { compose } from '@adonisjs/core/helpers'
import hash from '@adonisjs/core/services/hash'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import { BaseModel, column, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { linkToken } from '#models/links/link_token'
import Membership from '#models/accounts/membership'

export interface AccountDetails {
  fullName: string
  locale: string | null
  timeZone: string | null
}

/** Resolved late, since a command's file is read before there is an application. */
const hasher = () => hash.use()

export default class User extends compose(BaseModel, withAuthFinder(hasher)) {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare fullName: string

  @column()
  declare email: string

  @column({ serializeAs: null })
  declare password: string

  /** Null follows the browser. */
  @column()
  declare locale: string | null

  /** Null follows the business. */
  @column()
  declare timeZone: string | null

  @column.dateTime()
  declare emailVerifiedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  declare signInId?: number

  /** The business that this sign-in works in, once it was chosen. */
  declare worksIn?: number | null

  @hasMany(() => Membership)
  declare memberships: HasMany<typeof Membership>

  /** What they say of themselves. */
  get details(): AccountDetails {
    const { fullName, locale = null, timeZone = null } = this
    return { fullName, locale, timeZone }
  }

  /** Another address is another subject, so links sent to the former one open nothing. */
  get proofSubject() {
    return { id: this.id, recipient: this.email, version: 0 }
  }

  get proofToken(): string {
    return linkToken('prove', this.proofSubject)
  }
}
