import { BaseModel, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import type { HourClock } from '#formats/words/locales'
import BookingEvent, { type Override } from '#models/bookings/booking_event'
import BookingLink from '#models/links/booking_link'
import Business from '#models/settings/business'
import GroupSession from '#models/sessions/group_session'
import type { ClientAnswer } from '#models/services/client_question'
import Host, { type HostTogether } from '#models/availability/host'
import MoveRequest from '#models/bookings/move_request'
import Notification from '#models/notifications/notification'
import Service from '#models/services/service'
import { isLinkTokenFor, linkToken } from '#models/links/link_token'
import { versionOf } from '#models/version'
import { type BookingTold, NOTHING_TOLD } from '#models/bookings/booking_told'
import type { Wording } from '#models/bookings/wording'
import type { Instant } from '#scheduling/types'
import { canMove, type Attendance, type BookingStatus } from '#scheduling/slots/bookings'
import { changePolicy, type ChangeTerms, changeTerms } from '#scheduling/rules/change_policy'

/** The client asked for this host, so no rule may choose another. */
export const ASKED_FOR = { code: 'asked_for' } as const

const CHECK_IN_HOURS = 2

export default class Booking extends BaseModel {
  /** Its holder's id: bookings, moves and sessions share one id space. */
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare serviceId: number

  @column()
  declare hostId: number

  @column()
  declare sessionId: number | null

  @column()
  declare seats: number

  @column()
  declare seriesId: number | null

  /** Under whom it was made; their record may show it elsewhere. */
  @column()
  declare clientId: number | null

  @column()
  declare linkId: number | null

  @column()
  declare oneTimeLinkId: number | null

  @column()
  declare reference: string

  @column()
  declare status: BookingStatus

  /** False until it is approved, where requests may overlap. */
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

  /** The number that its client agreed to be texted at, as it is dialled (E.164). */
  @column()
  declare textsTo: string | null

  @column.dateTime()
  declare textsAgreedAt: DateTime | null

  /** Which version of the sentence they agreed to. */
  @column()
  declare textsWords: number | null

  /** What they answered to a reminder of this time; null where they answered nothing. */
  @column()
  declare isComing: boolean | null

  @column()
  declare clientTimeZone: string

  @column()
  declare clientLocale: string

  /** Where they chose another than that of their language. */
  @column()
  declare clientClock: HourClock | null

  @column()
  declare notes: string | null

  /** For the business alone: no client reads it anywhere. */
  @column()
  declare privateNote: string | null

  /** What it was made from, where it was made elsewhere. */
  @column()
  declare outsideBookingId: number | null

  /** The business's own words for this client. */
  @column()
  declare clientNote: string | null

  @column({ prepare: (answers: unknown) => JSON.stringify(answers) })
  declare answers: ClientAnswer[]

  /** A decimal string, as it was when booked. */
  @column()
  declare price: string

  @column()
  declare currency: string

  /** Which of the service's places was chosen; `wording` says what its client knows of it. */
  @column()
  declare placeKey: number

  /** The service's, as it was when booked. */
  @column()
  declare policy: string | null

  @column({ prepare: (reason: unknown) => JSON.stringify(reason) })
  declare hostReason: Record<string, unknown>

  @column()
  declare rejectionReason: string | null

  /** What its time, or its client, was taken against on purpose. */
  @column()
  declare overrides: Override[]

  /** False where the business keeps it to itself: no reminders, and no message unless one is chosen. */
  @column()
  declare tellsClient: boolean

  @column.dateTime()
  declare expiresAt: DateTime | null

  @column.dateTime()
  declare approvedAt: DateTime | null

  @column()
  declare approvedBy: number | null

  /** Moves by the client, and requests for one. */
  @column()
  declare clientMoves: number

  @column()
  declare calendarUid: string

  /** The site's host name when it was booked, a part of `eventUid`. */
  @column()
  declare calendarHost: string

  @column()
  declare calendarSequence: number

  /** What its client was told; the database writes it. */
  @column()
  declare wording: Wording

  /** To the call that its host's calendar made for it. */
  @column()
  declare callLink: string | null

  /** Part of every link to this booking; raising it revokes them all. */
  @column()
  declare linkVersion: number

  @column()
  declare requestId: string | null

  /** What its client agreed to when it was booked. */
  @column()
  declare consentTextId: number | null

  @column.dateTime()
  declare consentedAt: DateTime | null

  /** Since then nobody knows any more who had booked it. */
  @column.dateTime()
  declare erasedAt: DateTime | null

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

  /** Needs `bookingHosts()` in the query; empty where one host gives it. */
  get hostsTogether(): readonly HostTogether[] {
    return this.$extras.hosts_together ?? []
  }

  /** Needs `findCalendarEvents`; nothing where none stands in a calendar elsewhere. */
  get calendarEvent(): { id: string | null; url: string | null } {
    return this.$extras.calendar_event ?? { id: null, url: null }
  }

  /** Needs `findComingLinks`. */
  get linkIsComing(): boolean {
    return this.$extras.link_is_coming ?? false
  }

  /** Whether mails about it reach the client. */
  get reached(): 'mail' | 'none' {
    return this.reachedIf()
  }

  /** The same for one change, of which somebody may have chosen whether the client is told. */
  reachedIf(tellsClient = this.tellsClient): 'mail' | 'none' {
    return this.clientEmail && tellsClient ? 'mail' : 'none'
  }

  /** Whether its client reads what is written of a change: where it is silent, only if that is chosen then. */
  get reads(): 'mail' | 'if_told' | 'none' {
    return this.clientEmail && !this.tellsClient ? 'if_told' : this.reached
  }

  /** Needs `markToCall`. */
  get isToCall(): boolean {
    return this.$extras.is_to_call ?? false
  }

  /** By a message or by a call. */
  get isReachable(): boolean {
    return (this.clientEmail ?? this.clientPhone) !== null
  }

  /** The business keeps it to itself, although its client could be told. */
  get isSilent(): boolean {
    return !this.tellsClient && this.isReachable
  }

  /** Needs `bookingTold()` in the query. */
  get told(): BookingTold {
    return this.$extras.told ?? NOTHING_TOLD
  }

  /** Whether its client had a choice of services; only where a manage link opens it. */
  get hadChoice(): boolean {
    return this.$extras.had_choice ?? false
  }

  get hostIds(): number[] {
    const ids = this.hostsTogether.map(({ id }) => id)
    return ids.length > 0 ? ids : [this.hostId]
  }

  /** A request expires by the clock, even when no job has run yet. */
  statusAt(now: DateTime): BookingStatus {
    const hasExpired = this.status === 'pending' && this.expiresAt !== null && this.expiresAt <= now
    return hasExpired ? 'expired' : this.status
  }

  canBeDecided(now: DateTime): boolean {
    return this.statusAt(now) === 'pending'
  }

  canBeCancelled(now: DateTime): boolean {
    const status = this.statusAt(now)
    return canMove(status, 'cancelled') && this.startsAt > now
  }

  get asksForItsHost(): boolean {
    return this.hostReason.code === ASKED_FOR.code
  }

  /** Rejected by a rule, since another request got the time; whoever rejects one gives a reason. */
  get wentToAnother(): boolean {
    return this.status === 'rejected' && !this.holdsTime && this.rejectionReason === null
  }

  /** A client notices a mistyped address on the page right after booking, or not at all. */
  canCorrectAddress(now: DateTime): boolean {
    const stands = ['pending', 'approved'].includes(this.statusAt(now))
    return stands && this.clientEmail !== null && this.createdAt.plus({ minutes: 10 }) > now
  }

  hasBegun(now: DateTime): boolean {
    return this.startsAt <= now
  }

  canBeMarked(attendance: Attendance): boolean {
    return this.status !== 'pending' && canMove(this.status, attendance)
  }

  /** People come to a class before it begins; who did not come is known from then on. */
  canBeNoted(attendance: Attendance, now: DateTime): boolean {
    if (this.hasBegun(now)) return true
    const isEarly = this.sessionId !== null && attendance !== 'no_show'
    return isEarly && this.startsAt.minus({ hours: CHECK_IN_HOURS }) <= now
  }

  /** Needs its service and its link loaded. */
  get followUp(): string | null {
    return this.link?.followUp ?? this.service.followUp
  }

  canBeMoved(now: DateTime): boolean {
    return this.canBeCancelled(now)
  }

  /** A place in a session has the session's host. */
  canBeReassigned(now: DateTime): boolean {
    return this.sessionId === null && this.canBeMoved(now)
  }

  canBeMovedByClient(now: DateTime): boolean {
    const { isInTimeToMove, movesLeft } = this.termsAt(now)
    return this.canBeMoved(now) && isInTimeToMove && movesLeft !== 0
  }

  /** A place in a session has no time of its own, and a link has its own rules. */
  canWaitForEarlier(now: DateTime): boolean {
    const isOwnTime = this.sessionId === null && this.linkId === null
    return isOwnTime && this.status === 'approved' && this.canBeMovedByClient(now)
  }

  /** Needs its service, and its business with the settings, loaded. */
  termsAt(now: DateTime, moved = this.clientMoves): ChangeTerms {
    const policy = changePolicy(this.service, this.business.settings)
    const isWaiting = this.status === 'pending'
    return changeTerms(
      policy,
      { startsAt: this.startsAt.toMillis(), isWaiting, moved },
      now.toMillis()
    )
  }

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

  /** The same for life (RFC 5545, 3.8.4.7). */
  get eventUid(): string {
    return `${this.calendarUid}@${this.calendarHost}`
  }

  get minutes(): number {
    return this.endsAt.diff(this.startsAt, 'minutes').minutes
  }

  get manageToken(): string {
    return linkToken('manage', this.manageSubject)
  }

  /** Proves who reads this booking's mail, so only mails have it, and pages of whoever signed in by one. */
  get returnProof(): string {
    return linkToken('return', this.manageSubject)
  }

  isProvenBy(proof: string | null): boolean {
    return proof !== null && isLinkTokenFor(proof, 'return', this.manageSubject)
  }

  /** Fills the next form with this booking's details; it proves nothing. */
  get againProof(): string {
    return linkToken('again', this.manageSubject)
  }

  /** Opens what its address chose at its business; like the proof, only whoever reads the mails has it. */
  get preferencesToken(): string {
    return linkToken('preferences', this.manageSubject)
  }

  decisionTokenFor(userId: number): string {
    return linkToken('decide', this.decisionSubjectFor(userId), userId)
  }

  get version(): string {
    const { calendarSequence, status, hostId, serviceId, seats, clientName, notes } = this
    const { clientEmail, clientPhone, answers } = this
    return versionOf({
      ...{ calendarSequence, status, hostId, serviceId, seats, clientName, notes },
      ...{ clientEmail, clientPhone, answers },
      times: [this.startsAt.toMillis(), this.endsAt.toMillis()],
    })
  }

  get notesVersion(): string {
    return versionOf(this.privateNote, this.clientNote)
  }

  /** What was written down of it, and may be corrected. */
  get details() {
    const { clientName, clientPhone, notes, answers, price, seats, placeKey } = this
    return { clientName, clientPhone, notes, answers, price, seats, placeKey }
  }

  get detailsVersion(): string {
    return versionOf(this.details)
  }

  /** Of a session, so that others may be given some and some may be given back. */
  get hasPlaces(): boolean {
    const isOff = ['rejected', 'expired', 'cancelled'].includes(this.status)
    return this.sessionId !== null && !isOff
  }

  /** With that host, or with whoever it is. */
  isAt(startsAt: Instant, hostId: number | null): boolean {
    return this.startsAt.toMillis() === startsAt && (hostId === null || hostId === this.hostId)
  }

  /** A client's page has the `calendarSequence`, an owner's page the `version`. */
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
