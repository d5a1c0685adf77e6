import { answerLeads } from '#queries/pages/answer_leads'
import type { PageService } from '#queries/pages/find_business_page'

export function presentRouting(service: PageService, services: readonly PageService[]) {
  if (!service.routing) return null
  return {
    question: service.routing.question,
    answers: answerLeads(service, services).map((lead) => ({
      text: lead.text,
      host_id: lead.host?.id ?? null,
      service_id: lead.service?.id ?? null,
    })),
  }
}
