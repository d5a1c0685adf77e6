import { dayMoment } from '#formats/times/month_grid'
import DateOverride, { overridesInWords } from '#models/availability/date_override'
import { choosable } from '#models/availability/host'
import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import type { Preview } from '#queries/availability/preview_change'
import type { Form } from '#validators/form'
import type { ReviewedHoliday } from '#validators/availability/holiday_form'

export interface HolidayReview {
  hosts: Host[]
  holidays: ReviewedHoliday[]
  /** Null applies the list to everyone. */
  hostId: number | null
  /** Of the dates when the list was made; without it, as they are now. */
  version?: string
  errors?: Form['errors']
  newer?: Form['newer']
  preview?: Preview | null
}

/** Dates with hours of their own are marked, since nothing is saved yet. */
export async function holidayReviewPage(business: Business, review: HolidayReview) {
  const { hosts, holidays, hostId, errors = {}, preview = null } = review
  const taken = await datesWithHours(business, holidays)
  const version = review.version ?? (await holidayVersion(business, holidays))
  const form: Form = { values: { host: String(hostId ?? ''), version }, errors }
  for (const { date, isChosen } of holidays) if (isChosen) form.values[`take_${date}`] = 'on'
  return {
    hosts: choosable(hosts, hostId === null ? [] : [{ id: hostId }]),
    form,
    newer: review.newer && { ...form, newer: review.newer },
    preview,
    holidays: holidays.map(({ date, name }) => ({
      date,
      name,
      day: dayMoment(date),
      isOverridden: taken.has(date),
    })),
  }
}

export async function datesWithHours(business: Business, holidays: readonly { date: string }[]) {
  const overrides = await overridesOn(business, holidays)
  return new Set(overrides.map(({ date }) => date))
}

/** `versionOf` the hours of their own that anybody has on those dates. */
export async function holidayVersion(business: Business, holidays: readonly { date: string }[]) {
  return versionOf(overridesInWords(await overridesOn(business, holidays)))
}

function overridesOn(business: Business, holidays: readonly { date: string }[]) {
  const dates = holidays.map(({ date }) => date)
  return DateOverride.query().where('business_id', business.id).whereIn('date', dates)
}
