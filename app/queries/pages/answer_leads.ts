import type { PageHost, PageService } from '#queries/pages/find_business_page'

export interface AnswerLead {
  text: string
  host: PageHost | null
  service: PageService | null
}

export function answerLeads(
  { id, routing, hosts, hostMode }: PageService,
  services: readonly PageService[]
): AnswerLead[] {
  return (routing?.answers ?? []).map(({ text, hostId, serviceId }) => ({
    text,
    host: (hostMode === 'any' && hosts.find((host) => host.id === hostId)) || null,
    service: services.find((other) => other.id === serviceId && other.id !== id) ?? null,
  }))
}
