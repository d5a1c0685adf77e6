import { BaseModel, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import BookingEvent from '#models/bookings/booking_event'
import BookingLink from '#models/links/booking_link'
import Business from '#models/settings/business'
import GroupSession from '#models/sessions/group_session'
import type { ClientAnswer } from '#models/services/client_question'
import Host, { type HostTogether } from '#models/availability/host'
import MoveRequest from '#models/bookings/move_request'
import Notification from '#models/notifications/notification'
import Service from '#models/services/service'
import { linkToken } from '#models/links/link_token'
import { versionOf } from '#models/version'
import type { Wording } from '#models/bookings/wording'
import { canMove, type Attendance, type BookingStatus } from '#scheduling/slots/bookings'
import { changePolicy, type ChangeTerms, changeTerms } from '#scheduling/rules/change_policy'

/** Why a host gives a booking whom its client asked for: no rule puts another in their place. */
export const ASKED_FOR = { code: 'asked_for' } as const

/** What its client was told and will be, and where it was before; moments are ISO 8601. */
interface BookingTold {
  mailStatus: string | null
  /** Whether somebody reads the business's own mail; before, its clients get none. */
  isOwnerProven: boolean
  remindedAt: string[]
  movedFrom: {
    startsAt: string
    endsAt: string
    hostId: number | null
    host: string | null
  } | null
}

const NOTHING_TOLD: BookingTold = {
  mailStatus: null,
  isOwnerProven: true,
  remindedAt: [],
  movedFrom: null,
}

export default class Booking extends BaseModel {
  /** The id of its holder: bookings, moves and sessions share one id space. */
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare hostId: number

  /** The group session that its places are in; its host time is the session's. */
  @column()
  declare sessionId: number | null

  /** How many places it takes. */
  @column()
  declare seats: number

  /** The dates that were booked together with it, all or none. */
  @column()
  declare seriesId: number | null

  /** The link that it came through, and under whose rules it stands. */
  @column()
  declare linkId: number | null

  @column()
  declare oneTimeLinkId: number | null

  @column()
  declare reference: string

  @column()
  declare status: BookingStatus

  /** Not before it is approved, where several may ask for one time. */
  @column()
  declare holdsTime: boolean

  @column.dateTime()
  declare startsAt: DateTime

  @column.dateTime()
  declare endsAt: DateTime

  @column()
  declare clientName: string

  @column()
  declare clientEmail: string | null

  @column()
  declare clientPhone: string | null

  @column()
  declare clientTimeZone: string

  @column()
  declare clientLocale: string

  @column()
  declare notes: string | null

  @column({ prepare: (answers: unknown) => JSON.stringify(answers) })
  declare answers: ClientAnswer[]

  /** Frozen when it was booked: a decimal string. */
  @column()
  declare price: string

  @column()
  declare currency: string

  /** Why this host: the figures behind the fair choice. */
  @column({ prepare: (reason: unknown) => JSON.stringify(reason) })
  declare hostReason: Record<string, unknown>

  @column()
  declare rejectionReason: string | null

  @column.dateTime()
  declare expiresAt: DateTime | null

  @column.dateTime()
  declare approvedAt: DateTime | null

  @column()
  declare approvedBy: number | null

  /** How often the client has moved it, or asked to. */
  @column()
  declare clientMoves: number

  @column()
  declare calendarUid: string

  /** Of the address at which it was booked; a calendar knows the booking by both. */
  @column()
  declare calendarHost: string

  @column()
  declare calendarSequence: number

  /** What its client was told of the place and in which words; the database writes it. */
  @column()
  declare wording: Wording

  /** Part of every link derived for this booking; raising it revokes them all. */
  @column()
  declare linkVersion: number

  @column()
  declare requestId: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  @belongsTo(() => Host)
  declare host: BelongsTo<typeof Host>

  @belongsTo(() => GroupSession, { foreignKey: 'sessionId' })
  declare session: BelongsTo<typeof GroupSession>

  @belongsTo(() => BookingLink, { foreignKey: 'linkId' })
  declare link: BelongsTo<typeof BookingLink>

  @hasMany(() => BookingEvent)
  declare events: HasMany<typeof BookingEvent>

  @hasMany(() => MoveRequest)
  declare moveRequests: HasMany<typeof MoveRequest>

  @hasMany(() => Notification)
  declare notifications: HasMany<typeof Notification>

  /** All who give it together, as they were read with it (`#queries/booking_hosts`); empty where one does. */
  get hostsTogether(): readonly HostTogether[] {
    return this.$extras.hosts_together ?? []
  }

  /** As it was read with it (`#queries/booking_told`). */
  get told(): BookingTold {
    return this.$extras.told ?? NOTHING_TOLD
  }

  /** Everybody whose time it takes. */
  get hostIds(): number[] {
    const ids = this.hostsTogether.map(({ id }) => id)
    return ids.length > 0 ? ids : [this.hostId]
  }

  /** A request nobody answered in time is expired by the clock, even when no job has run yet. */
  statusAt(now: DateTime): BookingStatus {
    const lapsed = this.status === 'pending' && this.expiresAt !== null && this.expiresAt <= now
    return lapsed ? 'expired' : this.status
  }

  canBeDecided(now: DateTime): boolean {
    return this.statusAt(now) === 'pending'
  }

  /** A request still waiting, or a confirmed booking that has not begun. */
  canBeCancelled(now: DateTime): boolean {
    const status = this.statusAt(now)
    return canMove(status, 'cancelled') && this.startsAt > now
  }

  get asksForItsHost(): boolean {
    return this.hostReason.code === ASKED_FOR.code
  }

  /** Declined by rule, for the time went to another request; whoever declines one says why. */
  get wentToAnother(): boolean {
    return this.status === 'rejected' && !this.holdsTime && this.rejectionReason === null
  }

  /** Its client sees a slip of the fingers on the page right after booking, or not at all. */
  canCorrectAddress(now: DateTime): boolean {
    const stands = ['pending', 'approved'].includes(this.statusAt(now))
    return stands && this.clientEmail !== null && this.createdAt.plus({ minutes: 10 }) > now
  }

  hasBegun(now: DateTime): boolean {
    return this.startsAt <= now
  }

  /** Whether the table of moves lets that be said of it; a request has to be decided first. */
  canBeMarked(attendance: Attendance): boolean {
    return this.status !== 'pending' && canMove(this.status, attendance)
  }

  /** What its client is told afterwards, if anything; it comes with its service and its link. */
  get followUp(): string | null {
    return this.link?.followUp ?? this.service.followUp
  }

  /** The same holds for another time. */
  canBeMoved(now: DateTime): boolean {
    return this.canBeCancelled(now)
  }

  /** A place in a session has the session's host, and what is over or called off stays as it is. */
  canBeReassigned(now: DateTime): boolean {
    return this.sessionId === null && this.canBeMoved(now)
  }

  /** As its client may, by what the business asks of them; it comes with what `termsAt` needs. */
  canBeMovedByClient(now: DateTime): boolean {
    const { isInTimeToMove, movesLeft } = this.termsAt(now)
    return this.canBeMoved(now) && isInTimeToMove && movesLeft !== 0
  }

  /** A place in a session has no time of its own, and a link has rules of its own. */
  canWaitForEarlier(now: DateTime): boolean {
    const isOwnTime = this.sessionId === null && this.linkId === null
    return isOwnTime && this.status === 'approved' && this.canBeMovedByClient(now)
  }

  /** What its client may still change; it comes with its service, and its business with the settings. */
  termsAt(now: DateTime, moved = this.clientMoves): ChangeTerms {
    const policy = changePolicy(this.service, this.business.settings)
    const isWaiting = this.status === 'pending'
    return changeTerms(
      policy,
      { startsAt: this.startsAt.toMillis(), isWaiting, moved },
      now.toMillis()
    )
  }

  /** What its client is told of its price and of changes once it stands, or would stand at another time. */
  toldTerms(now: DateTime, at = { startsAt: this.startsAt.toMillis(), moved: this.clientMoves }) {
    const { business, service, seats: places, price, currency } = this
    const policy = changePolicy(service, business.settings)
    return {
      ...{ business, service, places, price, currency },
      policy: changeTerms(policy, { ...at, isWaiting: false }, now.toMillis()),
      waits: this.status === 'pending',
      bookedAt: this.createdAt.toMillis(),
    }
  }

  /** What calendars know it by, the same for life (RFC 5545, 3.8.4.7). */
  get eventUid(): string {
    return `${this.calendarUid}@${this.calendarHost}`
  }

  get minutes(): number {
    return this.endsAt.diff(this.startsAt, 'minutes').minutes
  }

  /** Opens the client's own page of this booking, `/manage/{token}`. */
  get manageToken(): string {
    return linkToken('manage', this.manageSubject)
  }

  /**
   * Proves, carried through the steps of the next booking, that who books reads this one's mail. It
   * stands in mails alone: the client's page opens without one, right after the form.
   */
  get returnMark(): string {
    return linkToken('return', this.manageSubject)
  }

  /** Fills the next booking's form with what was typed into this one's, and proves nothing. */
  get againMark(): string {
    return linkToken('again', this.manageSubject)
  }

  /** Opens the page where that user approves or rejects, `/decide/{token}`. */
  decisionTokenFor(userId: number): string {
    return linkToken('decide', this.decisionSubjectFor(userId), userId)
  }

  /** All that the owner's pages show of it: goes along with every form of theirs. */
  get version(): string {
    const { calendarSequence, status, hostId, serviceId, seats, clientName, notes } = this
    const { clientEmail, clientPhone, answers } = this
    return versionOf({
      ...{ calendarSequence, status, hostId, serviceId, seats, clientName, notes },
      ...{ clientEmail, clientPhone, answers },
      times: [this.startsAt.toMillis(), this.endsAt.toMillis()],
    })
  }

  /**
   * Whether it was changed since somebody read it: a client has its `calendarSequence`, a page of the
   * owner its `version`; with neither it may stand however it does.
   */
  isChangedSince(read: number | string | null): boolean {
    if (read === null) return false
    return read !== (typeof read === 'number' ? this.calendarSequence : this.version)
  }

  get manageSubject() {
    const contact = this.clientEmail ?? this.clientPhone ?? ''
    return { id: this.id, recipient: contact.toLowerCase(), version: this.linkVersion }
  }

  decisionSubjectFor(userId: number) {
    return { id: this.id, recipient: String(userId), version: this.linkVersion }
  }
}
