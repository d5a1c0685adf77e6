import { listFormat } from '#formats/words/intl'
import { formatMoney } from '#formats/bookings/money'
import { formatLength } from '#formats/times/lengths'
import type { PlaceType } from '#formats/bookings/places'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import type { ServicePart } from '#pages/owner/services/service_parts'
import type { PageReader } from '#pages/reader'
import { serviceRules } from '#queries/services/service_rules'
import type { RuleSource } from '#scheduling/rules/effective_rules'
import { changePolicy } from '#scheduling/rules/change_policy'
import { writeStartList } from '#scheduling/slots/start_list'

/** Questions stand on a page of their own. */
type SummarisedPart = ServicePart | 'questions'

interface Summarised {
  service: Service
  business: Business
  /** How many give it. */
  hosts: number
}

/** What applies now, in a line for each part of the form. */
export function serviceSummaries(
  summarised: Summarised,
  reader: PageReader
): Record<SummarisedPart, string> {
  const t = (key: string, values?: Record<string, unknown>) =>
    reader.t(`owner.services.now.${key}`, values)
  const words: Words = {
    t,
    length: (minutes) => formatLength(minutes, reader.locale),
    money: (price) => formatMoney(price, summarised.business.currency, reader.locale),
    list: (items) => listFormat(reader.language).format(items),
    asInSettings: (shown, inherits) => (inherits ? t('inherited', { said: shown }) : shown),
  }
  const phrases: Record<SummarisedPart, (string | boolean)[]> = {
    page: pagePhrases(summarised, words),
    place: placePhrases(summarised, words, reader),
    lengths: lengthPhrases(summarised, words),
    team: teamPhrases(summarised, words),
    routing: routingPhrases(summarised, words),
    questions: questionPhrases(summarised, words),
    times: timesPhrases(summarised, words),
    dates: datesPhrases(summarised, words),
    group: groupPhrases(summarised, words),
    approval: approvalPhrases(summarised, words),
    changes: changesPhrases(summarised, words),
    calendar: calendarPhrases(summarised, words),
    after: afterPhrases(summarised, words),
    messages: messagesPhrases(summarised, words),
  }
  const lines = Object.entries(phrases).map(([part, ofPart]) => [
    part,
    ofPart.filter((phrase) => typeof phrase === 'string').join(' · '),
  ])
  return Object.fromEntries(lines) as Record<SummarisedPart, string>
}

interface Words {
  t: (key: string, values?: Record<string, unknown>) => string
  length: (minutes: number) => string
  money: (price: string) => string
  list: (items: string[]) => string
  asInSettings: (shown: string, isInherited: boolean) => string
}

function pagePhrases({ service }: Summarised, { t }: Words) {
  const isOn = service.isActive ?? true
  const state = isOn ? (service.isHidden ? 'hidden' : 'shown') : 'off'
  return [
    t(service.archivedAt ? 'archived' : state),
    service.category ?? false,
    service.slug ? `/${service.slug}` : false,
  ]
}

function placePhrases({ service }: Summarised, { t }: Words, reader: PageReader) {
  const name = (type: PlaceType) => reader.t(`owner.common.place.${type}`)
  const further = service.furtherPlaces ?? []
  return [
    name(service.locationType ?? 'in_person'),
    service.locationDetails ?? false,
    ...further.map(({ locationType }) => name(locationType)),
    further.length > 0 && t('choose_place'),
    Boolean(service.instructions) && t('told_before'),
  ]
}

function lengthPhrases({ service }: Summarised, { t, length, list, money }: Words) {
  const further = service.durations ?? []
  const prices = service.lengthPrices ?? {}
  const words = (minutes: number) =>
    prices[minutes] === undefined
      ? length(minutes)
      : t('priced', { length: length(minutes), price: money(prices[minutes]) })
  return [further.length > 0 ? list(further.map(words)) : t('no_lengths')]
}

function teamPhrases({ service, hosts }: Summarised, { t }: Words) {
  const mode = service.hostMode ?? 'any'
  return [t(hosts > 1 ? `team_${mode}` : 'team_one')]
}

function routingPhrases({ service: { routing } }: Summarised, { t }: Words) {
  if (!routing) return [t('no_routing')]
  return [t('routing', { question: routing.question, count: routing.answers.length })]
}

function questionPhrases({ service }: Summarised, { t, list }: Words) {
  const questions = service.questions ?? []
  return [questions.length > 0 ? list(questions.map(({ label }) => `“${label}”`)) : t('no_routing')]
}

function timesPhrases({ service, business }: Summarised, words: Words) {
  const { t, length, asInSettings } = words
  const rules = serviceRules(service, business)
  const { slotIntervalMinutes: interval, minimumNoticeMinutes: notice } = rules
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after } = rules
  const pause = after.value > 0 ? t('after', { length: length(after.value) }) : t('no_pause')
  return [
    service.slotIntervalMinutes ? t('interval', { length: length(interval.value) }) : false,
    asInSettings(
      notice.value > 0 ? t('notice', { length: length(notice.value) }) : t('no_notice'),
      isInherited(notice)
    ),
    before.value > 0 && t('before', { length: length(before.value) }),
    asInSettings(pause, isInherited(after)),
    Boolean(service.hours) && t('own_hours'),
    Boolean(service.compactsDay) && t('compact'),
  ]
}

function datesPhrases({ service, business }: Summarised, { t, asInSettings }: Words) {
  const { horizonDays: horizon } = serviceRules(service, business)
  const { startTimes, bookableFrom, bookableUntil, dailyLimit, weeklyLimit } = service
  const ahead = horizon.value === null ? t('no_horizon') : t('horizon', { days: horizon.value })
  return [
    asInSettings(ahead, isInherited(horizon)),
    Boolean(startTimes?.length) && t('starts', { starts: writeStartList(startTimes ?? []) }),
    Boolean(bookableFrom) && t('from', { date: bookableFrom }),
    Boolean(bookableUntil) && t('until', { date: bookableUntil }),
    Boolean(dailyLimit) && t('daily', { count: dailyLimit }),
    Boolean(weeklyLimit) && t('weekly', { count: weeklyLimit }),
    service.mostDates > 1 && t('together', { count: service.mostDates }),
  ]
}

function groupPhrases({ service }: Summarised, { t }: Words) {
  return [
    t('places', { count: service.capacity ?? 1 }),
    Boolean(service.isPlannedOnly) && t('planned_only'),
    Boolean(service.offersByHand) && t('offers_hand'),
  ]
}

function approvalPhrases({ service, business }: Summarised, { t, asInSettings }: Words) {
  const own = service.requiresApproval ?? null
  const isNeeded = own ?? business.settings.requiresApproval
  const competes = service.acceptsCompetingRequests ?? business.settings.acceptsCompetingRequests
  return [
    asInSettings(t(isNeeded ? 'by_request' : 'at_once'), own === null),
    isNeeded && competes && t('competing'),
  ]
}

function changesPhrases({ service, business }: Summarised, { t, length, asInSettings }: Words) {
  const own = {
    rescheduleCutoffMinutes: service.rescheduleCutoffMinutes ?? null,
    cancelCutoffMinutes: service.cancelCutoffMinutes ?? null,
    maxMoves: service.maxMoves ?? null,
  }
  const policy = changePolicy(own, business.settings)
  const until = (key: string, minutes: number) =>
    minutes > 0 ? t(key, { length: length(minutes) }) : t(`${key}_start`)
  const { rescheduleCutoffMinutes: move, cancelCutoffMinutes: cancel } = policy
  return [
    asInSettings(until('moved', move), own.rescheduleCutoffMinutes === null),
    asInSettings(until('cancelled', cancel), own.cancelCutoffMinutes === null),
    policy.maxMoves !== null &&
      asInSettings(t('moves', { count: policy.maxMoves }), own.maxMoves === null),
    Boolean(service.policy) && t('policy'),
  ]
}

function afterPhrases({ service }: Summarised, { t }: Words) {
  const { confirmationMessage: message, confirmationUrl: url } = service
  return [Boolean(message) && t('after_words'), url ?? false, !message && !url && t('after_usual')]
}

function calendarPhrases({ service }: Summarised, { t }: Words) {
  const { calendarTitle: title, calendarDetails: details } = service
  return [
    title ? `“${title}”` : !details && t('calendar_usual'),
    Boolean(details) && t('calendar_words'),
  ]
}

function messagesPhrases({ service, business }: Summarised, words: Words) {
  const { t, length, list, asInSettings } = words
  const own = service.reminderMinutes ?? null
  const minutes = own ?? business.settings.reminderMinutes
  const reminders =
    minutes.length > 0 ? t('reminders', { lengths: list(minutes.map(length)) }) : t('no_reminders')
  return [
    asInSettings(reminders, own === null),
    Boolean(service.followUp) && t('follow_up', { hours: service.followUpDelayHours }),
  ]
}

function isInherited({ source }: { source: RuleSource }): boolean {
  return source === 'business'
}
