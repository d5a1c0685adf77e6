import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import type { OpenService } from '#controllers/guest/pages/open_page'
import { type Query, timesPath, withQuery } from '#formats/pages/addresses'
import { Redirect } from '#exceptions/redirect'
import type { ClientAnswer } from '#models/services/client_question'
import { type AnswerLead, answerLeads } from '#queries/services/answer_leads'
import type { PageService } from '#queries/pages/find_business_page'
import type { monthAddress } from '#validators/pages/guest_address'

/** Stands for no answer in the address: an answer has a letter or a digit. */
const OTHERWISE = '*'

export interface Routed extends Omit<AnswerLead, 'text'>, ClientAnswer {
  asker: PageService
  carried: { via?: number; answer: string }
}

interface Answered {
  answer?: string
  via?: number
}

type Asked = Pick<
  Infer<typeof monthAddress>,
  'month' | 'date' | 'time' | 'zone' | 'host' | 'duration'
>

export function routedBy({ i18n }: HttpContext, page: OpenService, input: Answered): Routed | null {
  const { service, services } = page
  const isOwn = input.via === undefined
  const asker = isOwn ? service : services.find(({ id }) => id === input.via)
  if (service.link || !asker?.routing || input.answer === undefined) return null

  const { question } = asker.routing
  const carried = { via: input.via, answer: input.answer }
  if (isOwn && input.answer === OTHERWISE) {
    const answer = i18n.t('guest.routing.otherwise')
    return { asker, question, answer, carried, host: null, service: null }
  }
  const lead = answerLeads(asker, services).find(({ text }) => text === input.answer)
  if (!lead || (!isOwn && lead.service?.id !== service.id)) return null
  return { asker, question, answer: lead.text, carried, host: lead.host, service: lead.service }
}

/** Keeps the day that was looked at. */
export function followLead(
  { business, service }: OpenService,
  routed: Routed | null,
  { month, date, zone }: Pick<Asked, 'month' | 'date' | 'zone'>,
  theirs: Query
): void {
  if (!routed?.service || routed.asker !== service) return
  const carried = { month, date, zone, ...theirs, ...routed.carried, via: service.id }
  throw new Redirect(withQuery(timesPath(business, routed.service), carried))
}

/** A link, or a host who was chosen, says enough, so nothing is asked there. */
export function isAskedFirst({ service }: OpenService, routed: Routed | null, hostId?: number) {
  return routed === null && service.routing !== null && !service.link && hostId === undefined
}

export function routingPage(
  { business, service }: OpenService,
  { month, date, time, zone, duration }: Asked,
  theirs: Query
) {
  const base = timesPath(business, service)
  const kept = { month, date, zone, time, duration, ...theirs }
  const address = (answer: string) => withQuery(base, { ...kept, answer })
  return { base, routing: service.routing, otherwise: OTHERWISE, address }
}
