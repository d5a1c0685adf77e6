import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import type { DateTime } from 'luxon'
import type { Member } from '../message.js'
import { isOnSite } from '#formats/bookings/places'
import { formatLength } from '#formats/times/lengths'
import { spokenOf } from '#config/languages'
import { declineReason } from '#formats/words/decline_phrases'
import { formatLocale, type HourClock, withClock } from '#formats/words/locales'
import * as times from '#formats/times/times'
import type { MailTime } from './mail_content.js'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'

type Values = Record<string, string | number>

interface Person {
  name: string
  email: string
  /** Of a member of the business; null for a client, and for an address of the business. */
  memberId: number | null
  /** Of an address of the business. */
  stopLink?: string
  locale: string
  /** Of a client, where they chose another than that of their language. */
  clock?: HourClock | null
  timeZone: string
}

interface Client {
  clientName: string
  clientEmail: string | null
  clientLocale: string
  clientClock?: HourClock | null
  clientTimeZone: string
}

/** When something is, and where its client is. */
interface Timed {
  startsAt: DateTime
  endsAt: DateTime
  service: Service
  clientName: string
  clientTimeZone: string
}

/** Who is told, and in whose language, zone and way of writing times. */
export class Recipient {
  readonly i18n: I18n
  readonly locale: string
  readonly timeZone: string
  readonly name: string
  readonly email: string
  readonly memberId: number | null
  readonly stopLink: string | null

  /** @param now when it is sent: it says how things stand then */
  constructor(
    readonly business: Business,
    { name, email, memberId, stopLink, locale: own, clock, timeZone }: Person,
    readonly now: DateTime
  ) {
    const catalogue = spokenOf([own, business.locale]) ?? i18nManager.defaultLocale
    this.i18n = i18nManager.locale(catalogue)
    const locale = formatLocale([own], catalogue, business.locale)
    this.locale = clock ? withClock(locale, clock) : locale
    this.timeZone = timeZone
    this.name = name
    this.email = email
    this.memberId = memberId
    this.stopLink = stopLink ?? null
  }

  static client(business: Business, client: Client, now: DateTime): Recipient {
    const { clientName: name, clientEmail, clientLocale: locale, clientTimeZone: timeZone } = client
    const { clientClock: clock } = client
    const person = { name, email: clientEmail ?? '', memberId: null, locale, clock, timeZone }
    return new Recipient(business, person, now)
  }

  /** @param timeZone of the host that they are, unless they chose one of their own */
  static member(
    business: Business,
    member: Member,
    now: DateTime,
    timeZone = business.timeZone
  ): Recipient {
    const { id: memberId, fullName: name, email, stopLink } = member
    return new Recipient(
      business,
      {
        ...{ name, email, memberId, stopLink },
        locale: member.locale ?? business.locale,
        timeZone: member.timeZone ?? timeZone,
      },
      now
    )
  }

  get isStaff(): boolean {
    return this.memberId !== null || this.isInbox
  }

  /** An address of the business, read by nobody knows whom. */
  get isInbox(): boolean {
    return this.stopLink !== null
  }

  get isOfNewBusiness(): boolean {
    return this.business.isNewAt(this.now)
  }

  t(key: string, values?: Values): string {
    return this.i18n.t(`mails.${key}`, values)
  }

  declineReason(reason: string | null): string | null {
    const owners = i18nManager.locale(i18nManager.defaultLocale)
    return declineReason(
      reason,
      (key) => this.i18n.t(key),
      (key) => owners.t(key)
    )
  }

  /** "Thu 15 Jan 09:30 GMT", for subjects. */
  stamp(moment: DateTime): string {
    return times.formatStamp(moment, this.timeZone, this.locale)
  }

  moment(moment: DateTime): string {
    return times.formatMoment(moment, this.timeZone, this.locale)
  }

  day(moment: DateTime): string {
    return times.formatDay(moment, this.timeZone, this.locale)
  }

  range(startsAt: DateTime, endsAt: DateTime): string {
    return times.formatRange(startsAt, endsAt, this.timeZone, this.locale)
  }

  /** "Thursday 15 January, 09:30 – 10:30". */
  span({ startsAt, endsAt }: { startsAt: DateTime; endsAt: DateTime }): string {
    return `${this.day(startsAt)}${times.comma(this.locale)} ${this.range(startsAt, endsAt)}`
  }

  zone(moment: DateTime, timeZone = this.timeZone): string {
    return this.t('time.zone', {
      city: times.zoneCity(timeZone),
      offset: times.zoneOffset(moment, timeZone),
    })
  }

  time(timed: Timed): MailTime {
    const { startsAt, endsAt } = timed
    const { timeZone, locale } = this
    const days = [startsAt, endsAt].map((moment) => times.formatDate(moment, timeZone, locale))
    return {
      date: [...new Set(days)].join(' – '),
      from: times.formatTime(startsAt, timeZone, locale),
      to: times.formatTime(endsAt, timeZone, locale),
      length: formatLength(endsAt.diff(startsAt, 'minutes').minutes, locale),
      zone: this.zone(startsAt),
      elsewhere: this.elsewhere(timed),
    }
  }

  private elsewhere(timed: Timed): string | null {
    const { startsAt, endsAt, service, clientName, clientTimeZone } = timed
    const { business, isStaff } = this
    const zone = isStaff ? clientTimeZone : business.timeZone
    if (startsAt.setZone(zone).offset === startsAt.setZone(this.timeZone).offset) return null

    const range = times.formatRange(startsAt, endsAt, zone, this.locale)
    const day = times.formatShortDay(startsAt, zone, this.locale)
    const isSameDay = day === times.formatShortDay(startsAt, this.timeZone, this.locale)
    // Nobody is at the business for a call.
    const ofBusiness = isOnSite(service) ? 'at' : 'for'
    return this.t(isStaff ? 'time.for_client' : `time.${ofBusiness}_business`, {
      range: isSameDay ? range : `${day}${times.comma(this.locale)} ${range}`,
      zone: this.zone(startsAt, zone),
      client: clientName,
      business: business.name,
    })
  }
}
