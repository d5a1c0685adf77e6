import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import User from '#models/accounts/user'
import ApiKey from '#models/keys/api_key'
import type { BookingStatus } from '#scheduling/slots/bookings'
import type { SetAside } from '#scheduling/reasons/start_anyway'
import type { WordKind } from '#scheduling/news'

export type Actor = 'client' | 'user' | 'system'

/** Changes that leave the status as it was. */
export const MOVE_KINDS = [
  'moved',
  'move_requested',
  'move_rejected',
  'move_expired',
  'move_withdrawn',
  'reassigned',
  'room_changed',
  'address_corrected',
  'reworded',
  'noted',
  'corrected',
  'said_coming',
  'said_not_coming',
  'messages_on',
  'messages_off',
] as const
export type MoveKind = (typeof MOVE_KINDS)[number]

export interface EventTime {
  startsAt: string
  endsAt: string
  hostId: number
}

/** Rules for clients, or the business's own, that did not bind whoever did it. */
export type Override =
  'reschedule_cutoff' | 'cancel_cutoff' | 'max_moves' | 'blocked_client' | SetAside

// prettier-ignore
export const CORRECTED_FIELDS = [
  'name', 'phone', 'note', 'answers', 'price', 'places', 'place', 'private_note', 'client_note',
] as const
export type CorrectedField = (typeof CORRECTED_FIELDS)[number]

export interface EventDetails {
  /** What decided instead of a person. */
  rule?: 'another_was_chosen' | 'returning_client'
  kind?: MoveKind
  from?: EventTime
  to?: EventTime
  overrides?: Override[]
  changed?: WordKind[]
  /** They were told nothing of it: they get no mails, or the business wanted it so. */
  isUntold?: boolean
  corrected?: readonly CorrectedField[]
  /** By their ids; none before where it had no room yet. */
  rooms?: { from: number[]; to: number[] }
  price?: { from: string; to: string }
  places?: { from: number; to: number }
}

export default class BookingEvent extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare bookingId: number

  @column()
  declare fromStatus: BookingStatus | null

  @column()
  declare toStatus: BookingStatus

  @column()
  declare actor: Actor

  @column()
  declare userId: number | null

  /** With which a program acted as that user. */
  @column()
  declare apiKeyId: number | null

  @column()
  declare reason: string | null

  @column({ prepare: (details: EventDetails) => JSON.stringify(details) })
  declare details: EventDetails

  @column.dateTime()
  declare createdAt: DateTime

  get kind(): BookingStatus | MoveKind | 'requested' | 'booked' | 'reopened' {
    if (this.details.kind) return this.details.kind
    if (this.fromStatus === null) return this.toStatus === 'pending' ? 'requested' : 'booked'
    const isUndo = this.toStatus === 'approved' && this.fromStatus !== 'pending'
    return isUndo ? 'reopened' : this.toStatus
  }

  /** The name of what is said of it on the business's own pages. */
  get wording(): string {
    return this.details.isUntold && this.kind === 'reworded' ? 'untold' : this.kind
  }

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @belongsTo(() => ApiKey)
  declare apiKey: BelongsTo<typeof ApiKey>

  get movedFrom(): DateTime | null {
    return this.details.from ? DateTime.fromISO(this.details.from.startsAt) : null
  }

  get overrides(): Override[] {
    return this.details.overrides ?? []
  }

  get corrected(): readonly CorrectedField[] {
    return this.details.corrected ?? []
  }

  get rooms(): NonNullable<EventDetails['rooms']> {
    return this.details.rooms ?? { from: [], to: [] }
  }

  get rule(): EventDetails['rule'] | null {
    return this.details.rule ?? null
  }

  get movedTo(): DateTime | null {
    return this.details.to ? DateTime.fromISO(this.details.to.startsAt) : null
  }

  /** To another time, and not only to another host. */
  get isMoved(): boolean {
    const { from, to } = this.details
    return to !== undefined && from?.startsAt !== to.startsAt
  }

  get isHandedOver(): boolean {
    const { from, to } = this.details
    return from !== undefined && to !== undefined && from.hostId !== to.hostId
  }

  get isDecision(): boolean {
    return this.toStatus !== 'pending' && !this.details.kind
  }
}
