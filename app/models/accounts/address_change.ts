import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import User from '#models/accounts/user'
import { linkToken } from '#models/links/link_token'

export const CONFIRM_HOURS = 24
export const RETURN_DAYS = 7

/** Another address to sign in with, which whoever reads its mail confirms. */
export default class AddressChange extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare userId: number

  @column()
  declare formerEmail: string

  @column()
  declare wasProven: boolean

  @column()
  declare email: string

  @column.dateTime()
  declare createdAt: DateTime

  @column.dateTime()
  declare confirmedAt: DateTime | null

  @column.dateTime()
  declare stoppedAt: DateTime | null

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  /** Of one person at most one waits at a time. */
  static async stopOpen(client: QueryClient, userId: number): Promise<void> {
    await openOf(userId, client).update({ stopped_at: client.raw('clock_timestamp()') })
  }

  static findOpen(userId: number): Promise<AddressChange | null> {
    return openOf(userId).first()
  }

  isOpen(now: DateTime): boolean {
    const isUndecided = this.confirmedAt === null && this.stoppedAt === null
    return isUndecided && now < this.createdAt.plus({ hours: CONFIRM_HOURS })
  }

  /** By the former address, before it happened and for some days after. */
  canBeStopped(now: DateTime): boolean {
    if (this.stoppedAt !== null) return false
    if (this.confirmedAt === null) return this.isOpen(now)
    return now < this.createdAt.plus({ days: RETURN_DAYS })
  }

  get confirmSubject() {
    return { id: this.id, recipient: this.email, version: 0 }
  }

  get stopSubject() {
    return { id: this.id, recipient: this.formerEmail, version: 0 }
  }

  get confirmToken(): string {
    return linkToken('confirm_address', this.confirmSubject)
  }

  get stopToken(): string {
    return linkToken('keep_address', this.stopSubject)
  }
}

function openOf(userId: number, client?: QueryClient) {
  return AddressChange.query({ client })
    .where({ userId })
    .whereNull('confirmed_at')
    .whereNull('stopped_at')
}
