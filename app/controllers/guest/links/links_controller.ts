import type { HttpContext } from '@adonisjs/core/http'
import features from '#config/features'
import PublicBookingsController from '#controllers/api/bookings/public_bookings_controller'
import PublicLinksController from '#controllers/api/pages/public_links_controller'
import MonthsController from '#controllers/guest/times/months_controller'
import { FeatureOff } from '#exceptions/feature_off'

/** One address of a link for people and machines: each gets what it asks for. */
export default class LinksController {
  show(ctx: HttpContext) {
    const forMachine = ctx.request.accepts(['html', 'json']) === 'json'
    // People are told how they can still reach the business.
    if (forMachine && !features.bookingPages) throw new FeatureOff()
    return forMachine ? new PublicLinksController().show(ctx) : new MonthsController().show(ctx)
  }

  store(ctx: HttpContext) {
    return new PublicBookingsController().store(ctx)
  }
}
