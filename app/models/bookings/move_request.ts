import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Host, { type HostTogether } from '#models/availability/host'
import User from '#models/accounts/user'
import { versionOf } from '#models/version'
import { linkToken } from '#models/links/link_token'

export type MoveRequestStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn'

/** The booking keeps its old time until somebody approves the new one. */
export default class MoveRequest extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare bookingId: number

  @column()
  declare hostId: number

  @column()
  declare sessionId: number | null

  @column()
  declare status: MoveRequestStatus

  @column.dateTime()
  declare startsAt: DateTime

  @column.dateTime()
  declare endsAt: DateTime

  @column()
  declare reason: string | null

  @column()
  declare rejectionReason: string | null

  @column.dateTime()
  declare expiresAt: DateTime

  @column.dateTime()
  declare decidedAt: DateTime | null

  @column()
  declare decidedBy: number | null

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Booking)
  declare booking: BelongsTo<typeof Booking>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @belongsTo(() => User, { foreignKey: 'decidedBy' })
  declare decider: BelongsTo<typeof User>

  /** Needs `bookingHosts()` in the query; empty where one host gives it. */
  get hostsTogether(): readonly HostTogether[] {
    return this.$extras.hosts_together ?? []
  }

  get hostIds(): number[] {
    const ids = this.hostsTogether.map(({ id }) => id)
    return ids.length > 0 ? ids : [this.hostId]
  }

  /** It expires by the clock, even when no job has run yet. */
  statusAt(now: DateTime): MoveRequestStatus {
    return this.status === 'pending' && this.expiresAt <= now ? 'expired' : this.status
  }

  canBeDecided(now: DateTime): boolean {
    return this.statusAt(now) === 'pending'
  }

  versionOf(booking: Booking): string {
    const { id, status, hostId, sessionId, reason } = this
    const times = [this.startsAt.toMillis(), this.endsAt.toMillis()]
    return versionOf({ id, status, hostId, sessionId, reason, times, booking: booking.version })
  }

  decisionTokenFor(userId: number): string {
    return linkToken('decide', this.decisionSubjectFor(userId), userId)
  }

  decisionSubjectFor(userId: number) {
    return { id: this.id, recipient: String(userId), version: 1 }
  }
}
