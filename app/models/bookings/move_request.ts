import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Host, { type HostTogether } from '#models/availability/host'
import User from '#models/accounts/user'
import { versionOf } from '#models/version'
import { linkToken } from '#models/links/link_token'

export type MoveRequestStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn'

/** A new time that a client asks for; the booking keeps its old one until somebody says yes. */
export default class MoveRequest extends BaseModel {
  /** Of the space that bookings have their ids from. */
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare bookingId: number

  @column()
  declare hostId: number

  /** The group session that the new time is a part of; its places are held there. */
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

  /** All who give it together, as they were read with it (`#queries/booking_hosts`); empty where one does. */
  get hostsTogether(): readonly HostTogether[] {
    return this.$extras.hosts_together ?? []
  }

  get hostIds(): number[] {
    const ids = this.hostsTogether.map(({ id }) => id)
    return ids.length > 0 ? ids : [this.hostId]
  }

  /** One that nobody answered in time has lapsed by the clock, even when no job has run yet. */
  statusAt(now: DateTime): MoveRequestStatus {
    return this.status === 'pending' && this.expiresAt <= now ? 'expired' : this.status
  }

  canBeDecided(now: DateTime): boolean {
    return this.statusAt(now) === 'pending'
  }

  /** All that whoever answers is shown, of the move and of its booking. */
  versionOf(booking: Booking): string {
    const { id, status, hostId, sessionId, reason } = this
    const times = [this.startsAt.toMillis(), this.endsAt.toMillis()]
    return versionOf({ id, status, hostId, sessionId, reason, times, booking: booking.version })
  }

  /** Opens the page where that user approves or declines, `/decide/{token}`. */
  decisionTokenFor(userId: number): string {
    return linkToken('decide', this.decisionSubjectFor(userId), userId)
  }

  decisionSubjectFor(userId: number) {
    return { id: this.id, recipient: String(userId), version: 1 }
  }
}
