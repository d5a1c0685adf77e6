import { formatMoney } from '#formats/bookings/money'
import { readsZoneOfBusiness } from '#formats/bookings/places'
import { formatLength } from '#formats/times/lengths'
import { dayMoment } from '#formats/times/month_grid'
import { formatDateOnly, zoneCity } from '#formats/times/times'
import { weekGlance } from '#formats/times/week_glance'
import { listFormat } from '#formats/words/intl'
import type BookingLink from '#models/links/booking_link'
import type Business from '#models/settings/business'
import { withWhom } from '#pages/owner/links/link_standing'
import { LINK_STEPS, type LinkStep } from '#models/links/link_step'
import type { PageReader } from '#pages/reader'
import { linkRulesOnceOn } from '#queries/links/link_rules'
import { serviceRules } from '#queries/services/service_rules'

export interface ReviewFact {
  label: string
  words: string
  /** Who says it, where the link does not. */
  source: string | null
}

interface Reviewed {
  link: BookingLink
  business: Business
  reader: PageReader
}

/** What holds, step by step, and who says it. Needs its service and hosts loaded. */
export function linkReview(link: BookingLink, business: Business, reader: PageReader) {
  const reviewed = { link, business, reader }
  const facts: Record<LinkStep, ReviewFact[]> = {
    basics: basicsOf(reviewed),
    availability: availabilityOf(reviewed),
    duration: durationOf(reviewed),
    limits: limitsOf(reviewed),
    template: templateOf(reviewed),
  }
  return LINK_STEPS.map((step) => ({ step, facts: facts[step] }))
}

function basicsOf({ link, business, reader }: Reviewed): ReviewFact[] {
  const { name, price } = link.service
  const shown = formatMoney(price, business.currency, reader.locale)
  return [
    fact(reader, 'name', link.name),
    fact(reader, 'service', Number(price) > 0 ? `${name}, ${shown}` : name),
    fact(reader, 'shown', reader.t('owner.links.review.only_link')),
  ]
}

function availabilityOf({ link, business, reader }: Reviewed): ReviewFact[] {
  const { t, locale } = reader
  const hours = (link.hours ?? link.service.hours)?.weeklyHours
  const week = hours && weekGlance(hours, business.weekStartsOn, locale)
  const { bookableFrom: from, bookableUntil: until } = effective({ link, business })
  const dates = [dateIn('from', from.value, reader), dateIn('until', until.value, reader)]
  const written = dates.filter((each) => each !== null).join(', ')
  return [
    fact(
      reader,
      'with',
      link.hosts.length > 0 ? withWhom(link, reader) : t('owner.links.review.everyone')
    ),
    fact(
      reader,
      'hours',
      week?.map(({ days, hours: at }) => `${days}: ${at}`).join('; ') ??
        t('owner.links.review.hosts_hours'),
      link.hours ? 'link' : link.service.hours ? 'service' : 'default'
    ),
    fact(
      reader,
      'dates',
      written || t('owner.links.review.any_date'),
      from.value ? from.source : until.source
    ),
    fact(reader, 'excluded', excludedOf(link, reader)),
    fact(
      reader,
      'zone',
      readsZoneOfBusiness(link.service, link.timeZoneOf)
        ? t('owner.links.review.zone_business', { city: zoneCity(business.timeZone) })
        : t('owner.links.review.zone_client'),
      link.timeZoneOf === null ? 'service' : 'link'
    ),
  ]
}

function excludedOf({ excludedDates }: BookingLink, { t, locale }: PageReader): string {
  const written = (date: string) => formatDateOnly(dayMoment(date), 'UTC', locale)
  const spans = (excludedDates ?? []).map(({ firstDate, lastDate }) =>
    firstDate === lastDate ? written(firstDate) : `${written(firstDate)} – ${written(lastDate)}`
  )
  return spans.join('; ') || t('owner.links.review.no_excluded')
}

function durationOf({ link, business, reader }: Reviewed): ReviewFact[] {
  const rules = effective({ link, business })
  const length = (minutes: number) => formatLength(minutes, reader.locale)
  const now = (key: string, minutes: number) =>
    reader.t(`owner.services.now.${key}`, { length: length(minutes) })
  const { durations, slotIntervalMinutes: interval } = rules
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after } = rules
  return [
    fact(
      reader,
      'length',
      listFormat(reader.language, 'disjunction').format(durations.value.map(length)),
      durations.source
    ),
    fact(reader, 'starts', now('interval', interval.value), interval.source),
    ...(before.value > 0
      ? [fact(reader, 'before', now('before', before.value), before.source)]
      : []),
    fact(reader, 'after', now(after.value > 0 ? 'after' : 'no_pause', after.value), after.source),
  ]
}

function limitsOf({ link, business, reader }: Reviewed): ReviewFact[] {
  const rules = effective({ link, business })
  const now = (key: string, values: object = {}) =>
    reader.t(`owner.services.now.${key}`, { ...values })
  const { dailyLimit: daily, weeklyLimit: weekly } = rules
  const { minimumNoticeMinutes: notice, horizonDays: horizon } = rules
  const limits = [
    daily.value ? now('daily', { count: daily.value }) : null,
    weekly.value ? now('weekly', { count: weekly.value }) : null,
  ].filter((each) => each !== null)
  const needs = link.requiresApproval ?? link.service.needsApproval(business.settings)
  const length = formatLength(notice.value, reader.locale)
  return [
    fact(
      reader,
      'most',
      limits.join(', ') || reader.t('owner.links.review.no_limit'),
      daily.value ? daily.source : weekly.source
    ),
    fact(
      reader,
      'notice',
      now(notice.value > 0 ? 'notice' : 'no_notice', { length }),
      notice.source
    ),
    fact(
      reader,
      'ahead',
      horizon.value === null ? now('no_horizon') : now('horizon', { days: horizon.value }),
      horizon.source
    ),
    fact(
      reader,
      'approval',
      now(needs ? 'by_request' : 'at_once'),
      link.requiresApproval === null ? 'service' : 'link'
    ),
  ]
}

function templateOf({ link, reader }: Reviewed): ReviewFact[] {
  const { t, language } = reader
  const asked = link.asked.map(({ label }) => `“${label}”`)
  const followUp = link.followUp ?? link.service.followUp
  const hours = link.followUpDelayHours ?? link.service.followUpDelayHours
  return [
    fact(
      reader,
      'asks',
      asked.length > 0 ? listFormat(language).format(asked) : t('owner.links.review.asks_nothing'),
      link.questions ? 'link' : 'service'
    ),
    fact(
      reader,
      'follow_up',
      followUp
        ? t('owner.links.review.afterwards', { hours })
        : t('owner.links.review.no_follow_up'),
      link.followUp === null ? 'service' : 'link'
    ),
  ]
}

function effective({ link, business }: Pick<Reviewed, 'link' | 'business'>) {
  return serviceRules(link.service, business, null, linkRulesOnceOn(link))
}

function dateIn(key: 'from' | 'until', date: unknown, { t, locale }: PageReader): string | null {
  if (typeof date !== 'string') return null
  return t(`owner.services.now.${key}`, {
    date: formatDateOnly(dayMoment(date), 'UTC', locale),
  })
}

function fact(
  { t }: PageReader,
  label: string,
  words: string,
  source: string = 'link'
): ReviewFact {
  return {
    label: t(`owner.links.review.${label}`),
    words,
    source:
      source === 'service' || source === 'business' ? t(`owner.links.source.${source}`) : null,
  }
}
