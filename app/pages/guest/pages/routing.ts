import type { Infer } from '@vinejs/vine/types'
import { type Query, timesPath, withQuery } from '#formats/pages/addresses'
import type { Translate } from '#formats/bookings/booking_terms'
import type { OpenService, Routed } from '#pages/guest/opened'
import type { PageService } from '#queries/pages/find_business_page'
import { answerLeads } from '#queries/pages/answer_leads'
import type { monthAddress } from '#validators/pages/guest_address'

/** Stands for no answer in the address: an answer has a letter or a digit. */
const OTHERWISE = '*'

interface Answered {
  answer?: string
  via?: number
}

type TimesAddress = Pick<
  Infer<typeof monthAddress>,
  'from' | 'month' | 'date' | 'time' | 'zone' | 'host' | 'duration'
>

/** null where nothing was answered, or with words that are no answer any more. */
export function routedBy(t: Translate, page: OpenService, input: Answered): Routed | null {
  const { service, services } = page
  const isOwn = input.via === undefined
  const asker = isOwn ? service : services.find(({ id }) => id === input.via)
  if (isByLink(service) || !asker?.routing || input.answer === undefined) return null

  const { question } = asker.routing
  const carried = { via: input.via, answer: input.answer }
  if (isOwn && input.answer === OTHERWISE) {
    const answer = t('guest.pages.routing.otherwise')
    return { asker, question, answer, carried, host: null, service: null }
  }
  const lead = answerLeads(asker, services).find(({ text }) => text === input.answer)
  if (!lead || (!isOwn && lead.service?.id !== service.id)) return null
  return { asker, question, answer: lead.text, carried, host: lead.host, service: lead.service }
}

/** Where the answer leads, with the day that was looked at; null where it stays here. */
export function leadOf(
  { business, service, cameFrom }: OpenService,
  routed: Routed | null,
  { from, month, date, zone }: Pick<TimesAddress, 'from' | 'month' | 'date' | 'zone'>,
  theirs: Query
): string | null {
  if (!routed?.service || routed.asker !== service) return null
  const carried = {
    from,
    month,
    date,
    zone,
    page: cameFrom,
    ...theirs,
    ...routed.carried,
    via: service.id,
  }
  return withQuery(timesPath(business, routed.service), carried)
}

/** A link, or a host who was chosen, says enough, so nothing is asked there. */
export function isAskedFirst({ service }: OpenService, routed: Routed | null, hostId?: number) {
  return routed === null && service.routing !== null && !isByLink(service) && hostId === undefined
}

/** A preview shows what those see who come without a link. */
function isByLink({ link }: PageService): boolean {
  return Boolean(link && !link.isPreview)
}

export function routingPage(
  { business, service, cameFrom }: OpenService,
  { from, month, date, time, zone, duration }: TimesAddress,
  theirs: Query
) {
  const base = timesPath(business, service)
  const kept = { from, month, date, zone, time, duration, page: cameFrom, ...theirs }
  const address = (answer: string) => withQuery(base, { ...kept, answer })
  return { base, routing: service.routing, otherwise: OTHERWISE, address }
}
