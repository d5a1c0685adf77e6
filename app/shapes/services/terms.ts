import { createHash } from 'node:crypto'
import type { Translate } from '#formats/bookings/booking_terms'
import { changesInAdvance } from '#formats/bookings/changes_in_advance'
import { plainAmount } from '#formats/bookings/money'
import { priceOfLength } from '#formats/bookings/prices'
import type { BusinessPage, PageService } from '#queries/pages/find_business_page'
import { changePolicy } from '#scheduling/rules/change_policy'

const DIGEST_LENGTH = 32

/**
 * What a client is told before they say yes to a service of some length. The digest is of what it
 * comes to, so that a yes to other terms can be told from a yes to these.
 */
export function presentTerms(
  service: PageService,
  { business }: Pick<BusinessPage, 'business'>,
  minutes: number,
  reader: { t: Translate; locale: string }
) {
  const { t } = reader
  const rules = changePolicy(service, business.settings)
  const told = {
    service: service.name,
    duration_minutes: minutes,
    price: plainAmount(priceOfLength(service, minutes), business.currency),
    currency: business.currency,
    price_is_for: service.mayShare ? ('one_place' as const) : ('all' as const),
    requires_approval: service.isByRequest,
    cancellation_policy: service.policy,
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([service.id, told, rules]))
    .digest('hex')
    .slice(0, DIGEST_LENGTH)
  return {
    ...told,
    what_happens_next: t(service.isByRequest ? 'agents.by_request' : 'agents.at_once'),
    changes: changesInAdvance(rules, reader),
    digest,
  }
}
