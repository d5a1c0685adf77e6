import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { BookedBusiness, BookedService } from '#queries/bookings/find_bookable'
import type { LinkRules } from '#queries/links/link_rules'
import { isReturningClient } from '#queries/bookings/returning_client'

interface Asking {
  business: BookedBusiness
  service: Pick<BookedService, 'requiresApproval'>
  link: LinkRules | null
  email: string | null
  /** From an earlier mail's link: proves the address. */
  proof: string | null
}

/** `waived` lets a proven regular in who would otherwise wait for approval. */
export async function approvalNeeded(
  client: QueryClient,
  { business, service, link, email, proof }: Asking
): Promise<'no' | 'yes' | 'waived'> {
  const isNeeded =
    link?.requiresApproval ?? service.requiresApproval ?? business.settings.requiresApproval
  if (!isNeeded) return 'no'
  // A link that asks for approval is stricter than the business's own rule.
  if (link?.requiresApproval || !business.settings.autoApproveReturningClients) return 'yes'
  const isKnown = await isReturningClient(client, { businessId: business.id, email, proof })
  return isKnown ? 'waived' : 'yes'
}

/** The service decides, else the business. */
export function acceptsCompeting(
  service: Pick<BookedService, 'acceptsCompetingRequests'>,
  settings: Pick<BookedBusiness['settings'], 'acceptsCompetingRequests'>
): boolean {
  return service.acceptsCompetingRequests ?? settings.acceptsCompetingRequests
}
