import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import User from '#models/accounts/user'

/** Moments are ISO 8601. */
interface ClientRecord {
  since: string | null
  emails: string[]
  phones: { typed: string; key: string | null }[]
  tags: string[]
  /** What to keep in mind of those who were merged into it. */
  mergedNotes: { name: string; notes: string }[]
}

/**
 * Somebody who booked or asked, under one address or number. A record is one of these together with
 * all that were merged into it; bookings stay with the one that they were made under.
 */
export default class Client extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare name: string

  /** As typed; `emailKey` is what is compared. */
  @column()
  declare email: string | null

  @column()
  declare emailKey: string | null

  /** As typed; `phoneKey` is what is compared. */
  @column()
  declare phone: string | null

  /** E.164, or the digits of what is no number. */
  @column()
  declare phoneKey: string | null

  /** Said to be somebody else than whoever had the address before: found by it and their name. */
  @column()
  declare sharesEmail: boolean

  /** The same of the number. */
  @column()
  declare sharesPhone: boolean

  @column()
  declare searchKey: string

  @column()
  declare locale: string

  @column()
  declare timeZone: string

  /** What to keep in mind; the business's own. */
  @column()
  declare notes: string | null

  @column()
  declare tags: string[]

  /** Since a booking of theirs was confirmed; a lead until then. */
  @column.dateTime()
  declare clientSince: DateTime | null

  @column.dateTime()
  declare blockedAt: DateTime | null

  @column()
  declare blockedBy: number | null

  @column()
  declare blockReason: string | null

  /** Whether the block is also of whoever else gives their number; else that counts with their name only. */
  @column()
  declare blocksNumber: boolean

  /** The record that shows it, where it is not its own. */
  @column()
  declare mergedInto: number | null

  /** What it was merged into, which may have been merged since. */
  @column()
  declare mergedVia: number | null

  @column.dateTime()
  declare mergedAt: DateTime | null

  /** Null where it was merged by itself, for its phone number was known. */
  @column()
  declare mergedBy: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => User, { foreignKey: 'blockedBy' })
  declare blocker: BelongsTo<typeof User>

  @belongsTo(() => User, { foreignKey: 'mergedBy' })
  declare merger: BelongsTo<typeof User>

  get recordId(): number {
    return this.mergedInto ?? this.id
  }

  /** What nobody else has: the address, else the number. */
  get contactKey(): string | null {
    return (this.sharesEmail ? null : this.emailKey) ?? (this.sharesPhone ? null : this.phoneKey)
  }

  /** Booked by whoever answers the phone, with neither address nor number. */
  get isByName(): boolean {
    return this.email === null && this.phone === null
  }

  get firstName(): string {
    return this.name.split(/\s/)[0]
  }

  /** Needs `clientRecord()` in the query, as all of the following do. */
  get isClient(): boolean {
    return this.record.since !== null
  }

  get since(): DateTime | null {
    const { since } = this.record
    return since === null ? null : DateTime.fromISO(since)
  }

  get emails(): string[] {
    return this.record.emails
  }

  /** A number once, in the spelling that came first. */
  get phones(): string[] {
    const { phones } = this.record
    const isFirst = (key: string | null, nth: number) =>
      phones.findIndex((other) => other.key === key) === nth
    return phones.filter(({ key }, nth) => isFirst(key, nth)).map(({ typed }) => typed)
  }

  get allTags(): string[] {
    return this.record.tags
  }

  get mergedNotes() {
    return this.record.mergedNotes
  }

  private get record(): ClientRecord {
    return this.$extras.record
  }

  /** What its form holds. */
  get details() {
    const { name, email, phone, locale, notes } = this
    return { name, email, phone, locale, notes }
  }
}
