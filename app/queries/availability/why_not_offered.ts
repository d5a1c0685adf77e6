import { type InTheWay, inTheWay } from '#claims'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import { loadQuestion } from '#queries/availability/load_availability'
import { type BusyCalendar, busyCalendars } from '#queries/calendars/busy_calendars'
import { blockedSpan } from '#scheduling/rules/buffers'
import { MINUTE, dateOf, dayOf } from '#scheduling/time/dates'
import { explain, explainerOf } from '#scheduling/reasons/reasons'
import type { Instant, Question, Reason } from '#scheduling/types'
import { instantAt, startOfDay } from '#scheduling/time/zones'

interface Inquiry {
  business: Business
  service: Service
  hostId: number | null
  durationMinutes: number | null
  timeZone: string
  date: string
  time: string | null
  now: Instant
}

export interface StartInDetail {
  startsAt: Instant
  reasons: Reason[]
  inTheWay: InTheWay[]
  /** Calendars elsewhere that make a host busy then. */
  calendars: BusyCalendar[]
}

export async function whyNotOffered(inquiry: Inquiry) {
  const { business, service, hostId, durationMinutes, timeZone, date, time, now } = inquiry
  const range = {
    start: startOfDay(timeZone, date),
    end: startOfDay(timeZone, dateOf(dayOf(date) + 1)),
  }
  const question = await loadQuestion({ business, service, hostId, durationMinutes, range, now })
  const explainer = explainerOf(question, range)

  return {
    question,
    starts: explainer.gridStarts.map((startsAt) => ({
      startsAt,
      reason: explainer.reasonsAt(startsAt).at(0) ?? null,
    })),
    chosen:
      time === null
        ? null
        : await startInDetail(question, {
            ...{ business, now },
            startsAt: instantAt(timeZone, date, time),
          }),
  }
}

/** The question may be about any time near the start. */
export async function startInDetail(
  question: Question,
  { business, startsAt, now }: Pick<Inquiry, 'business' | 'now'> & { startsAt: Instant }
): Promise<StartInDetail> {
  const endsAt = startsAt + question.rules.durationMinutes * MINUTE
  const span = blockedSpan({ start: startsAt, end: endsAt }, question.rules)
  const hostIds = question.hosts.map((host) => host.hostId)
  return {
    startsAt,
    reasons: explain(question, startsAt),
    inTheWay: await inTheWay({ businessId: business.id, hostIds, span, now }),
    calendars: await busyCalendars(hostIds, span),
  }
}
