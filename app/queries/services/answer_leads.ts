import type { PageHost, PageService } from '#queries/pages/find_business_page'

/** Where an answer leads; with neither host nor service, to anyone. */
export interface AnswerLead {
  text: string
  host: PageHost | null
  service: PageService | null
}

/** Whoever is gone or switched off since, and a host who is never had alone, leaves it to anyone. */
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
