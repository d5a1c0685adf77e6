import { compose } from '@adonisjs/core/helpers'
import hash from '@adonisjs/core/services/hash'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import { BaseModel, column, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { linkToken } from '#models/links/link_token'
import Membership from '#models/accounts/membership'

/** Asked for when it is needed: a command's file is read before the application has one. */
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

  /** When it was shown that they read what is sent to that address. */
  @column.dateTime()
  declare emailVerifiedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** The sign-in by which this user was found, where it was one. */
  declare signInId?: number

  @hasMany(() => Membership)
  declare memberships: HasMany<typeof Membership>

  /** Another address is another subject, and the link to the former one opens nothing. */
  get proofSubject() {
    return { id: this.id, recipient: this.email, version: 0 }
  }

  get proofToken(): string {
    return linkToken('prove', this.proofSubject)
  }
}
