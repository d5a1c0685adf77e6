import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import { businessAs } from '../samples.js'
import { offeredPlaces } from '#formats/bookings/places'
import { formatPrices } from '#formats/bookings/prices'
import { comma } from '#formats/times/times'
import { formatNames } from '#formats/words/directions'
import type { KnownValues } from '#formats/words/variables'
import { MINUTE } from '#scheduling/time/dates'
import Host from '#models/availability/host'
import OneTimeLink from '#models/links/one_time_link'
import Business from '#models/settings/business'
import type Notification from '#models/notifications/notification'

/** What can be booked through it, and with whom. */
export interface OneTimeSubject {
  oneTime: OneTimeLink
  business: Business
  hosts: string[]
  /** Opens it; made for the one mail that carries it. */
  token?: string
}

export const oneTimeSubject: Subject<OneTimeSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    if (!about?.oneTime.recipientEmail) return null
    const thread = { name: `one-time-${about.oneTime.id}`, host: null, version: null }
    return {
      ...{ about, member: null, bookings: null, endsAt: about.oneTime.expiresAt },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ oneTime, business }, _member, now) {
    const { recipientName, recipientEmail: email } = oneTime
    const { locale, timeZone } = business
    const name = recipientName ?? email ?? ''
    return new Recipient(
      business,
      { name, email: email ?? '', memberId: null, locale, timeZone },
      now
    )
  },

  known: knownOfLink,

  /** Whoever gets it has chosen no language yet: it is that of the business. */
  sampleOf(sample, { now, business, service, host, language }) {
    const { $attributes: stored } = sample.oneTime
    const oneTime = new OneTimeLink().merge({ ...stored, expiresAt: now.plus({ weeks: 1 }) })
    oneTime.$setRelated('service', service ?? sample.oneTime.service)
    const hosts = host ? [host.name] : sample.hosts
    return { ...sample, hosts, oneTime, business: businessAs(business, { locale: language }) }
  },
}

function knownOfLink({ oneTime, business, hosts }: OneTimeSubject, to: Recipient): KnownValues {
  const { service, recipientName: client, expiresAt } = oneTime
  const t = (key: string, values?: object) => to.i18n.t(key, { ...values })
  return {
    ...{ client: client ?? '', service: service.name, business: business.name },
    host: formatNames(hosts, to.locale),
    place: offeredPlaces(service, business.address, t, to.locale) ?? '',
    price: pricesOffered(oneTime, to),
    until: `${to.moment(expiresAt)}${comma(to.locale)} ${to.zone(expiresAt)}`,
  }
}

export function pricesOffered({ service, offeredTimes }: OneTimeLink, to: Recipient): string {
  const [durationMinutes, ...durations] = offeredTimes
    ? offeredTimes.map(({ start, end }) => (end - start) / MINUTE)
    : [service.durationMinutes, ...(service.durations ?? [])]
  return formatPrices(
    {
      ...{ price: service.price, lengthPrices: service.lengthPrices ?? {} },
      ...{ durationMinutes, durations },
    },
    { currency: to.business.currency, free: to.i18n.t('terms.free', { places: 1 }) },
    to.locale
  )
}

async function read({ subjectId }: Notification, client?: QueryClient) {
  const oneTime = await OneTimeLink.query({ client }).where('id', subjectId).first()
  if (!oneTime) return null
  // One after the other: a transaction has one connection, and preloads go out at once.
  await oneTime.load('service')
  const business = await Business.query({ client }).where('id', oneTime.businessId).firstOrFail()
  const host = await Host.query({ client })
    .where('id', oneTime.hostId ?? 0)
    .first()
  return { oneTime, business, hosts: host ? [host.name] : [] }
}
