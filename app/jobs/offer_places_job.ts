import ExpireOffers from '#actions/waitlist/expire_offers'
import OfferPlaces from '#actions/waitlist/offer_places'
import { bySystem } from '#models/by'
import type { JobPayloads } from '#services/queue'

export default class OfferPlacesJob {
  static readonly jobName = 'offer_places'

  async handle({ requestId }: JobPayloads['offer_places']) {
    await new ExpireOffers().handle(bySystem(requestId))
    await new OfferPlaces().handle(bySystem(requestId))
  }
}
