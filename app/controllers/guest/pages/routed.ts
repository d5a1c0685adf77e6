import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import type { OpenService } from '#controllers/guest/pages/open_page'
import { type Query, timesPath, withQuery } from '#formats/pages/addresses'
import type { ClientAnswer } from '#models/services/client_question'
import { type AnswerLead, answerLeads } from '#queries/services/answer_leads'
import type { PageService } from '#queries/pages/find_business_page'
import type { monthAddress } from '#validators/pages/guest_address'

/** In the address, for none of the answers: an answer has a letter or a digit. */
const OTHERWISE = '*'

/** What a client answered before the times, and where that leads. */
export interface Routed extends Omit<AnswerLead, 'text'>, ClientAnswer {
  /** Whose question it was. */
  asker: PageService
  /** As addresses and forms carry it on. */
  carried: { via?: number; answer: string }
}

interface Said {
  answer?: string
  /** The service that asked, where its answer led to another one. */
  via?: number
}

type Asked = Said &
  Pick<Infer<typeof monthAddress>, 'month' | 'date' | 'time' | 'zone' | 'host' | 'duration'>

/** null where nothing was answered, or with words that are no answer any more. */
export function routedBy({ i18n }: HttpContext, page: OpenService, said: Said): Routed | null {
  const { service, services } = page
  const isOwn = said.via === undefined
  const asker = isOwn ? service : services.find(({ id }) => id === said.via)
  if (service.link || !asker?.routing || said.answer === undefined) return null

  const { question } = asker.routing
  const carried = { via: said.via, answer: said.answer }
  if (isOwn && said.answer === OTHERWISE) {
    const answer = i18n.t('guest.routing.otherwise')
    return { asker, question, answer, carried, host: null, service: null }
  }
  const lead = answerLeads(asker, services).find(({ text }) => text === said.answer)
  if (!lead || (!isOwn && lead.service?.id !== service.id)) return null
  return { asker, question, answer: lead.text, carried, host: lead.host, service: lead.service }
}

/**
 * What was answered before the times, null for nothing; undefined when that was answered already:
 * with the question, or with the way to the service that the answer leads to. A link, and a host
 * who was chosen, say enough, so nothing is asked there.
 */
export async function routeFirst(
  ctx: HttpContext,
  page: OpenService,
  { month, date, time, zone, host, duration, ...said }: Asked,
  theirs: Query
): Promise<Routed | null | undefined> {
  const { business, service } = page
  const routed = routedBy(ctx, page, said)
  const day = { month, date, zone }
  if (routed?.service && routed.asker === service) {
    const carried = { ...day, ...theirs, ...routed.carried, via: service.id }
    const address = withQuery(timesPath(business, routed.service), carried)
    ctx.response.redirect().status(303).toPath(address)
    return undefined
  }
  const isAsked = service.routing !== null && !service.link && host === undefined
  if (routed || !isAsked) return routed
  await ask(ctx, page, { ...day, time, duration, ...theirs })
  return undefined
}

/** The question alone, each answer a link to where it leads. */
async function ask(
  { response, view }: HttpContext,
  { business, service }: OpenService,
  kept: Query
): Promise<void> {
  const base = timesPath(business, service)
  const address = (answer: string) => withQuery(base, { ...kept, answer })
  const shown = { base, routing: service.routing, otherwise: OTHERWISE, address }
  response.send(await view.render('pages/guest/pages/routing', shown))
}
