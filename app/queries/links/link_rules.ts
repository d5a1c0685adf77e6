import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import BookingLink, { type ZoneSide } from '#models/links/booking_link'
import type { ClientQuestion } from '#models/services/client_question'
import OneTimeLink from '#models/links/one_time_link'
import { MINUTE } from '#scheduling/time/dates'
import type { RuleLayer, RuleLayers } from '#scheduling/rules/effective_rules'
import { pickRules } from '#scheduling/rules/rules'

export interface LinkRules {
  linkId: number | null
  oneTimeLinkId: number | null
  /** Whoever comes through the link may have times that this holder has. */
  holderId: number | null
  layers: Pick<RuleLayers, 'one_time_link' | 'link'>
  /** Null means all of the service's hosts. */
  hostIds: readonly number[] | null
  /** Null leaves it to the service. */
  requiresApproval: boolean | null
  /** In whose zone the times are read; null leaves it to the place. */
  timeZoneOf: ZoneSide | null
  questions: readonly ClientQuestion[] | null
}

export function linkRules(
  link: BookingLink | null,
  oneTime: OneTimeLink | null,
  team: { hostIds: readonly number[] } | null = null
): LinkRules {
  return {
    linkId: link?.id ?? null,
    oneTimeLinkId: oneTime?.id ?? null,
    holderId: oneTime?.holderId ?? null,
    layers: {
      ...(oneTime && { one_time_link: layerOfOneTime(oneTime) }),
      ...(link && { link: pickRules('link', link) }),
    },
    hostIds: team?.hostIds ?? hostIdsOf(link, oneTime),
    requiresApproval: oneTime?.requiresApproval ?? link?.requiresApproval ?? null,
    timeZoneOf: link?.timeZoneOf ?? null,
    questions: link?.questions ?? null,
  }
}

/** Needs its hosts loaded. */
export function linkRulesOnceOn(link: BookingLink) {
  const { layers, ...rules } = linkRules(link, null)
  return { ...rules, layers: { ...layers, link: { ...layers.link, isActive: true } } }
}

/** The rules under which a booking was taken; null where there was no link. */
export async function rulesOfLinks(
  client: QueryClient,
  { linkId, oneTimeLinkId }: { linkId: number | null; oneTimeLinkId: number | null }
): Promise<LinkRules | null> {
  if (linkId === null && oneTimeLinkId === null) return null
  const oneTime =
    oneTimeLinkId === null ? null : await OneTimeLink.findOrFail(oneTimeLinkId, { client })
  return linkRules(await findLink(client, linkId), oneTime)
}

/** For each of several bookings, whichever came through a link. */
export async function rulesOfEach(
  client: QueryClient,
  bookings: readonly { id: number; linkId: number | null; oneTimeLinkId: number | null }[]
): Promise<Map<number, LinkRules>> {
  const linkIds = bookings.flatMap(({ linkId }) => linkId ?? [])
  const oneTimeIds = bookings.flatMap(({ oneTimeLinkId }) => oneTimeLinkId ?? [])
  const links = linkIds.length > 0 ? await withHosts(client).whereIn('id', linkIds) : []
  const oneTimes =
    oneTimeIds.length > 0 ? await OneTimeLink.query({ client }).whereIn('id', oneTimeIds) : []
  const rules = new Map<number, LinkRules>()
  for (const { id, linkId, oneTimeLinkId } of bookings) {
    const link = links.find((each) => each.id === linkId) ?? null
    const oneTime = oneTimes.find((each) => each.id === oneTimeLinkId) ?? null
    if (link || oneTime) rules.set(id, linkRules(link, oneTime))
  }
  return rules
}

export async function findLink(
  client: QueryClient,
  id: number | null
): Promise<BookingLink | null> {
  if (id === null) return null
  return withHosts(client).where('id', id).first()
}

function withHosts(client: QueryClient) {
  return BookingLink.query({ client }).preload('hosts', (hosts) => hosts.select('hosts.id'))
}

function layerOfOneTime(oneTime: OneTimeLink): RuleLayer {
  const { offeredTimes } = oneTime
  const lengths = (offeredTimes ?? []).map(({ start, end }) => (end - start) / MINUTE)
  return {
    ...pickRules('one_time_link', oneTime),
    ...(offeredTimes && { durationMinutes: null }),
    durations: lengths,
    offeredTimes,
  }
}

function hostIdsOf(link: BookingLink | null, oneTime: OneTimeLink | null): number[] | null {
  const ofLink = link && link.hosts.length > 0 ? link.hosts.map(({ id }) => id) : null
  const own = oneTime?.hostId ?? null
  if (own === null) return ofLink
  return ofLink && !ofLink.includes(own) ? [] : [own]
}
