import type { SampleParts } from '../message.js'
import { businessAs, sampleTime } from '../samples.js'
import type { WaitlistSubject } from './waitlist_subject.js'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import WaitlistEntry from '#models/waitlist/waitlist_entry'

/** The sample as a business would send it, about a service of its own. */
export function sampleOfWaiting(sample: WaitlistSubject, of: SampleParts): WaitlistSubject {
  const { now, business, service, host, language: clientLocale } = of
  const times = sampleTime(now, business, service?.durationMinutes)
  const clientTimeZone = business.timeZone
  const { $attributes: stored } = sample.entry
  const entry = new WaitlistEntry().merge({
    ...{ ...stored, clientLocale, clientTimeZone, startsAt: times.startsAt },
  })
  const shop = businessAs(business)
  shop.$setRelated('settings', business.settings)
  entry.$setRelated('business', shop)
  entry.$setRelated('service', service ?? sample.entry.service)
  const expiresAt = now.plus({ minutes: 30 })
  const offer =
    sample.offer && new WaitlistOffer().merge({ ...sample.offer.$attributes, ...times, expiresAt })
  const { movedFrom } = sample
  return {
    ...{ ...sample, ...times, entry, offer, host: host ?? sample.host },
    movedFrom: movedFrom && {
      startsAt: times.startsAt.minus({ days: 1 }),
      endsAt: times.endsAt.minus({ days: 1 }),
    },
  }
}
