import { BaseModel, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Host from '#models/availability/host'
import Calendar from '#models/calendars/calendar'
import { rowSecrets } from '#models/row_secrets'
import Business from '#models/settings/business'

export const CONNECTION_PROVIDERS = ['google', 'outlook', 'caldav', 'ics'] as const
export type ConnectionProvider = (typeof CONNECTION_PROVIDERS)[number]

export const CONNECTION_HEALTH = ['connected', 'failing', 'lost'] as const
export type ConnectionHealth = (typeof CONNECTION_HEALTH)[number]

const sealing = rowSecrets('calendar-connection')

/** What opens the calendars that a host keeps elsewhere. */
export default class CalendarConnection extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  /** Whose time it is. */
  @column()
  declare hostId: number

  /** Who connected it. */
  @column()
  declare userId: number | null

  @column()
  declare provider: ConnectionProvider

  /** An address, a user's name or a feed's host, as people know it. */
  @column()
  declare account: string

  /** Encrypted for this connection. */
  @column({ serializeAs: null })
  declare secrets: string

  /** The people of the account are suggested at the desk, and clients are added to them. */
  @column()
  declare hasContacts: boolean

  /** `lost` has to be connected anew; until then nothing is asked. */
  @column()
  declare state: 'connected' | 'lost'

  @column()
  declare lostBecause: string | null

  @column.dateTime()
  declare lastSyncedAt: DateTime | null

  /** Since the first failure after which nothing was read. */
  @column.dateTime()
  declare failingSince: DateTime | null

  @column()
  declare failures: number

  @column()
  declare lastProblem: string | null

  @column.dateTime()
  declare nextSyncAt: DateTime

  @column.dateTime()
  declare leasedUntil: DateTime | null

  @column({ serializeAs: null })
  declare lease: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @hasMany(() => Calendar, { foreignKey: 'connectionId' })
  declare calendars: HasMany<typeof Calendar>

  static sealed(id: number, secrets: object): string {
    return sealing.seal(id, secrets)
  }

  /** What its provider gave in place of them. */
  static async reseal(id: number, secrets: object): Promise<void> {
    await CalendarConnection.query()
      .where({ id })
      .update({ secrets: CalendarConnection.sealed(id, secrets) })
  }

  /** Null where the deployment's key is another by now. */
  opened<Secrets extends object>(): Secrets | null {
    return sealing.open<Secrets>(this.id, this.secrets)
  }

  /** With its calendars: several feeds may come from one host, so each is called as its file says. */
  get title(): string {
    const [only] = this.provider === 'ics' ? this.calendars : []
    return only ? only.name : this.account
  }

  get isLost(): boolean {
    return this.state === 'lost'
  }

  get health(): ConnectionHealth {
    if (this.isLost) return 'lost'
    return this.failingSince === null ? 'connected' : 'failing'
  }
}
